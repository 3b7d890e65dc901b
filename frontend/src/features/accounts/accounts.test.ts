/** Proves connecting an account, keeping its secrets to the keyring, and leaving with nothing lost. */
import { clearMocks, mockIPC } from "$ipc/mocks";
import { cleanup, render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  account,
  AccountsDesk,
  GOOD_TOKEN,
  keyringFault,
  ownSandbox,
  testView,
} from "../../../dev/fixtures/accounts";
import { client } from "../../ipc/client";
import { leave } from "../../ui/leaving";
import AccountsScreen from "./AccountsScreen.svelte";
import WelcomeScreen from "./WelcomeScreen.svelte";

const BAD_TOKEN = "EAAGcanaryBadToken";
const APP_SECRET = "canary-app-secret";

afterEach(() => {
  cleanup();
  client.clear();
  clearMocks();
});

/** Opens Settings on a desk, with a shell that goes where it is told. */
function settings(desk: AccountsDesk, place: { accountId?: string; isNew?: boolean } = {}) {
  mockIPC(desk.answer);
  const onDone = vi.fn();
  const view = render(AccountsScreen, {
    start: desk.start(),
    accountId: place.accountId ?? null,
    isNew: place.isNew ?? false,
    environment: "live",
    onOpen: (accountId: string | null) =>
      leave(() => void view.rerender({ accountId, isNew: false })),
    onNew: () => leave(() => void view.rerender({ accountId: null, isNew: true })),
    onDone,
  });
  return { onDone };
}

const button = (name: string | RegExp) => screen.getByRole("button", { name });
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(new RegExp(`^${label}`));

async function fill(token = BAD_TOKEN): Promise<void> {
  await userEvent.type(field("Name"), "Nilgiri Pantry");
  await userEvent.type(field("Business account id"), "  102900000041822 ");
  await userEvent.type(field("Phone number id"), "107442000002133");
  await userEvent.type(field("Access token"), `${token} `);
}

const calls = (desk: AccountsDesk, command: string) =>
  desk.asked.filter((one) => one.command === command).map(({ payload }) => payload);

/** Everything the window shows or remembers. */
function remembered(): string {
  const inputs = [...document.querySelectorAll("input")].map(({ value }) => value);
  const asked = client
    .getQueryCache()
    .getAll()
    .map(({ state }) => state);
  const done = client
    .getMutationCache()
    .getAll()
    .map(({ state }) => state);
  return [document.body.innerHTML, ...inputs, JSON.stringify([asked, done])].join("\n");
}

describe("connecting an account", () => {
  it("goes from a refused token to a first order without leaving the page", async () => {
    const desk = new AccountsDesk();
    const { onDone } = settings(desk, { isNew: true });
    await fill();
    await userEvent.type(field("App secret"), APP_SECRET);
    await userEvent.click(button("Connect"));

    expect(await screen.findByText("Cannot send or look up")).toBeVisible();
    expect(calls(desk, "account_add")).toEqual([
      {
        input: {
          name: "Nilgiri Pantry",
          baseUrl: "https://graph.facebook.com",
          graphVersion: "v24.0",
          wabaId: "102900000041822",
          phoneNumberId: "107442000002133",
        },
        accessToken: BAD_TOKEN,
        appSecret: APP_SECRET,
      },
    ]);

    await userEvent.click(button("Replace the token…"));
    expect(field("Access token")).toHaveFocus();
    await userEvent.type(field("Access token"), `${GOOD_TOKEN}{Enter}`);

    expect(await screen.findByText("Ready.")).toBeVisible();
    await userEvent.click(button("Send a first order"));
    expect(onDone).toHaveBeenCalledWith(expect.objectContaining({ name: "Nilgiri Pantry" }));
  });

  it("leaves no secret in the window", async () => {
    const desk = new AccountsDesk();
    settings(desk, { isNew: true });
    await fill();
    await userEvent.type(field("App secret"), APP_SECRET);
    expect(remembered()).toContain(BAD_TOKEN);

    await userEvent.click(button("Connect"));
    await screen.findByText("Cannot send or look up");
    await userEvent.click(button("Replace the token…"));
    await userEvent.type(field("Access token"), `${GOOD_TOKEN}{Enter}`);
    await screen.findByText("Ready.");

    expect(remembered()).not.toContain(BAD_TOKEN);
    expect(remembered()).not.toContain(APP_SECRET);
    expect(remembered()).not.toContain(GOOD_TOKEN);
  });

  it("keeps everything typed while the keyring is locked, and tries again with it", async () => {
    const desk = new AccountsDesk();
    desk.keyring = { code: "keyring_locked" };
    settings(desk, { isNew: true });
    await fill(GOOD_TOKEN);
    await userEvent.click(button("Connect"));

    expect(await screen.findByText(/Nothing was connected/)).toBeVisible();
    expect(field("Access token")).toHaveValue(`${GOOD_TOKEN} `);

    desk.keyring = null;
    await userEvent.click(button("Try again"));
    expect(await screen.findByText("Ready.")).toBeVisible();
    expect(calls(desk, "account_add")).toHaveLength(2);
  });

  it("asks for what is missing before it asks the desk", async () => {
    const desk = new AccountsDesk();
    settings(desk, { isNew: true });
    await userEvent.type(field("Name"), "Nilgiri Pantry");
    await userEvent.click(button("Connect"));

    expect(screen.getAllByText("This is needed.")).toHaveLength(3);
    expect(field("Business account id")).toHaveFocus();
    expect(calls(desk, "account_add")).toEqual([]);
  });

  it("shows a refusal at the field it is about", async () => {
    const desk = new AccountsDesk();
    desk.refusal = { code: "input_refused", words: "the Graph version must look like v24.0" };
    settings(desk, { isNew: true });
    await fill();
    await userEvent.click(button("Connect"));

    expect(await screen.findByText("The Graph version must look like v24.0.")).toBeVisible();
    expect(field("Graph version")).toHaveFocus();
    expect(field("Graph version")).toBeInvalid();
    expect(field("Access token")).toHaveValue(`${BAD_TOKEN} `);
  });

  it("shows a refusal that is about no field above all of them", async () => {
    const desk = new AccountsDesk();
    desk.refusal = { code: "disk_full" };
    settings(desk, { isNew: true });
    await fill();
    await userEvent.click(button("Connect"));

    expect(await screen.findByRole("alert")).toBeVisible();
    expect(document.querySelector("[aria-invalid]")).toBeNull();
  });
});

describe("an account", () => {
  it("keeps a secret in its field until the keyring has it", async () => {
    const desk = new AccountsDesk([account()]);
    desk.keyring = { code: "keyring_silent" };
    settings(desk, { accountId: account().id });
    await userEvent.click(button("Replace…"));
    await userEvent.type(field("Access token"), `${GOOD_TOKEN}{Enter}`);

    expect(await screen.findByText("The keyring has not answered.")).toBeVisible();
    expect(field("Access token")).toHaveValue(GOOD_TOKEN);

    desk.keyring = null;
    await userEvent.click(button("Try again"));
    await screen.findByText("Ready.");
    expect(screen.queryByText("The keyring has not answered.")).toBeNull();
    expect(remembered()).not.toContain(GOOD_TOKEN);
    expect(calls(desk, "credential_set")).toHaveLength(2);
  });

  it("is saved only when something changed, and tested again only when that matters", async () => {
    const desk = new AccountsDesk([account()]);
    settings(desk, { accountId: account().id });
    expect(button("Save changes")).toBeDisabled();

    await userEvent.type(field("Name"), " 2");
    await userEvent.click(button("Save changes"));
    expect(await screen.findByText("Saved")).toBeVisible();
    expect(calls(desk, "account_test")).toEqual([]);

    await userEvent.type(field("Phone number id"), "7");
    await userEvent.click(button("Save changes"));
    expect(await screen.findByText("Ready.")).toBeVisible();
    expect(screen.getByRole("heading", { name: "Nilgiri Pantry 2" })).toBeVisible();
  });

  it("does not lose unsaved changes when it is left", async () => {
    const desk = new AccountsDesk([account()]);
    settings(desk, { accountId: account().id });
    await userEvent.type(field("Name"), " 2");

    await userEvent.click(button("Appearance"));
    await userEvent.click(await screen.findByRole("button", { name: "Keep editing" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(field("Name")).toHaveValue("Nilgiri Pantry 2");

    await userEvent.click(button("Appearance"));
    await userEvent.click(await screen.findByRole("button", { name: "Leave without saving" }));
    expect(await screen.findByRole("radiogroup", { name: "Colors" })).toBeInTheDocument();
    expect(calls(desk, "account_edit")).toEqual([]);
  });

  it("is left without a question when nothing changed", async () => {
    settings(new AccountsDesk([account()]), { accountId: account().id });
    await userEvent.type(field("Name"), "x{Backspace}");
    await userEvent.click(button("About"));

    expect(screen.queryByRole("dialog")).toBeNull();
    expect(await screen.findByText("0.1.0")).toBeVisible();
  });

  it("says why it cannot be removed, and does nothing", async () => {
    const desk = new AccountsDesk([account({ hasOrders: true, hasUnresolved: true })]);
    settings(desk, { accountId: account().id });
    await userEvent.click(button("Remove account…"));

    expect(button("Remove account…")).toHaveAccessibleDescription(/unresolved requests/);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(field("Phone number id")).toHaveAttribute("readonly");
  });

  it("is removed after a question, and stays when the keyring is in the way", async () => {
    const desk = new AccountsDesk([account(), ownSandbox()]);
    desk.keyring = { code: "keyring_locked" };
    settings(desk, { accountId: account().id });
    await userEvent.click(button("Remove account…"));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByRole("button", { name: "Keep the account" })).toHaveFocus();

    await userEvent.click(dialog.getByRole("button", { name: "Remove the account" }));
    expect(await dialog.findByText("The keyring is locked")).toBeVisible();

    desk.keyring = null;
    await userEvent.click(dialog.getByRole("button", { name: "Remove the account" }));
    await waitFor(() => expect(screen.queryByText("Nilgiri Pantry")).toBeNull());
    expect(await screen.findByText("Inside this program")).toBeVisible();
  });

  it("of the simulator is tested, and nothing of its own can be changed", async () => {
    const desk = new AccountsDesk([ownSandbox()]);
    settings(desk, { accountId: ownSandbox().id });
    await userEvent.click(screen.getByText("Advanced"));

    expect(field("Base URL")).toHaveAttribute("readonly");
    expect(field("Business account id")).toHaveAttribute("readonly");
    expect(screen.queryByRole("button", { name: "Replace…" })).toBeNull();

    await userEvent.click(button("Test the connection"));
    expect(await screen.findByText("Ready.")).toBeVisible();
  });
});

describe("the expected UPI ids", () => {
  it("are named and taken back here; those of a configuration stay", async () => {
    const listed = { upiId: "kaveri@exbank", by: "configuration" } as const;
    const desk = new AccountsDesk([account({ expectedPayees: [listed] })]);
    settings(desk, { accountId: account().id });
    expect(screen.getByText("From a payment configuration")).toBeVisible();
    expect(button("Add")).toBeDisabled();

    await userEvent.type(field("UPI id"), " kaveri.psp{Enter}");
    expect(await screen.findByText("A UPI id has exactly one @.")).toBeVisible();
    expect(field("UPI id")).toHaveValue(" kaveri.psp");

    await userEvent.type(field("UPI id"), "@rzp{Enter}");
    expect(await screen.findByText("kaveri.psp@rzp")).toBeVisible();
    expect(screen.queryByText("A UPI id has exactly one @.")).toBeNull();
    expect(field("UPI id")).toHaveValue("");
    expect(field("UPI id")).toHaveFocus();

    await userEvent.click(button("Stop expecting kaveri.psp@rzp"));
    await waitFor(() => expect(screen.queryByText("kaveri.psp@rzp")).toBeNull());
    expect(screen.getByText("kaveri@exbank")).toBeVisible();
    expect(screen.queryByRole("button", { name: /Stop expecting/ })).toBeNull();
    expect(calls(desk, "payee_forget")).toEqual([
      { accountId: account().id, upiId: "kaveri.psp@rzp" },
    ]);
  });

  it("doubt nothing while there are none", () => {
    settings(new AccountsDesk([account()]), { accountId: account().id });

    expect(screen.getByText(/^None yet, so no UPI link is doubted/)).toBeVisible();
  });
});

describe("a test", () => {
  it.each([
    ["keyring", ["Try again"]],
    ["reachable", ["Try again", "Check the address"]],
    ["token", ["Replace the token…"]],
    ["phone_number", ["Correct the phone number id", "Replace the token…"]],
    ["configurations", ["Correct the business account id", "Replace the token…"]],
  ] as const)("that fails at %s offers what to do right there", async (step, offered) => {
    const desk = new AccountsDesk([account()]);
    desk.test = testView(step);
    settings(desk, { accountId: account().id });
    await userEvent.click(button("Test the connection"));

    const failed = (await screen.findByRole("img", { name: "Failed" })).closest("li");
    if (failed === null) throw new Error("the failed step is no list item");
    expect(within(failed).getByText(/no money is affected|You can read everything/)).toBeVisible();
    expect(
      within(failed)
        .getAllByRole("button")
        .map((one) => one.textContent.trim())
        .filter((name) => name !== ""),
    ).toEqual(offered);
    const steps = [...(failed.parentElement?.children ?? [])];
    expect(steps).toHaveLength(5);
    expect(steps.slice(0, steps.indexOf(failed)).every((one) => one.matches(".t-good"))).toBe(true);
    expect(steps.slice(steps.indexOf(failed) + 1).map((one) => one.textContent)).toEqual(
      steps.slice(steps.indexOf(failed) + 1).map(() => expect.stringContaining("not checked")),
    );
  });

  it("words what the keyring says, which no provider did", async () => {
    const desk = new AccountsDesk([account()]);
    desk.test = testView("keyring", keyringFault({ code: "credential_missing", account: "" }));
    settings(desk, { accountId: account().id });
    await userEvent.click(button("Test the connection"));

    expect(await screen.findByText("Nilgiri Pantry has no access token")).toBeVisible();
    expect(screen.queryByText("What to do:")).toBeNull();
    await userEvent.click(button("Replace the token…"));
    expect(field("Access token")).toHaveFocus();
  });

  it("is not called good for sending when no payment configuration can be used", async () => {
    const desk = new AccountsDesk([account()]);
    desk.test = { ...testView(null), configurations: [] };
    settings(desk, { accountId: account().id });
    await userEvent.click(button("Test the connection"));

    expect(await screen.findByText(/no payment configuration can be used/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Send a first order" })).toBeNull();
  });
});

describe("the first start", () => {
  it("starts the sandbox, and says in its card when it could not", async () => {
    const desk = new AccountsDesk();
    desk.sandbox = { code: "sandbox_failed", words: "no port is free" };
    mockIPC(desk.answer);
    const onDone = vi.fn();
    render(WelcomeScreen, { start: desk.start(), onDone, onConnect: vi.fn() });
    const card = within(screen.getByRole("region", { name: "Try it with the sandbox" }));

    await userEvent.click(card.getByRole("button", { name: "Start the sandbox" }));
    expect(await card.findByRole("alert")).toHaveTextContent("No port is free.");
    expect(onDone).not.toHaveBeenCalled();

    desk.sandbox = null;
    await userEvent.click(card.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  });
});
