/** Owns the proof of making an export: what is asked, what comes of it, and what stops it. */
import type { ExportSumView } from "$ipc/call";
import { client } from "$ipc/client";
import { exportOf, type ExportErrand } from "$ipc/errand";
import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { exportedOf, ExportsDesk, refusal, startOf, sumOf } from "../../../dev/fixtures/exports";
import { live, live2 } from "../../../dev/fixtures/shell";
import ExportDialog from "./ExportDialog.svelte";

let desk: ExportsDesk;
let detach: () => void;

beforeEach(() => {
  desk = new ExportsDesk();
  detach = desk.attach();
});

afterEach(async () => {
  cleanup();
  await new Promise((done) => setTimeout(done));
  client.clear();
  detach();
});

async function shown(errand: ExportErrand = exportOf("movements"), accounts = [live]) {
  const onClose = vi.fn();
  render(ExportDialog, { errand, environment: live.environment, accounts, onClose });
  await screen.findByRole("combobox", { name: "What" });
  return { onClose, user: userEvent.setup() };
}

const what = () => screen.getByRole("combobox", { name: "What" });
const days = () => screen.getByRole("combobox", { name: "Days" });
const status = (name = "Status") => screen.getByRole("combobox", { name });
const go = () => screen.getByRole("button", { name: /^Export…/u });
const rows = () => screen.findByText("1,204 rows");
const lastInput = () => desk.inputs("export_preview").at(-1);

describe("what comes of it", () => {
  test("stands there at once, to the last moment and the last rupee", async () => {
    await shown();

    await rows();
    expect(what()).toHaveFocus();
    expect(screen.getByText("₹1,23,456.00")).toBeInTheDocument();
    expect(screen.getByText("₹1,23,067.00")).toBeInTheDocument();
    expect(screen.getByText("1 Nov 2026, 00:00:00")).toBeInTheDocument();
    expect(screen.getByText("22 Nov 2026, 00:00:00")).toBeInTheDocument();
    expect(screen.getByText(sumOf().name)).toBeInTheDocument();
    expect(screen.getByText("Asia/Kolkata", { selector: "dd" })).toBeInTheDocument();
    expect(screen.queryByText("SANDBOX")).toBeNull();
  });

  test("is asked anew for every choice, and only the last one counts", async () => {
    let answer: (sum: ExportSumView) => void = () => undefined;
    const { user } = await shown();
    await rows();
    desk.sum = ({ kind, status: word }) => {
      if (kind === "refunds" && word === "went_back") return sumOf({ rows: 7 });
      return new Promise((done) => (answer = done));
    };

    await user.selectOptions(what(), "Refunds");
    await waitFor(() => expect(lastInput()?.kind).toBe("refunds"));
    await user.selectOptions(status(), "Refunded");
    expect(await screen.findByText("7 rows")).toBeInTheDocument();
    answer(sumOf({ rows: 999 }));

    await new Promise((done) => setTimeout(done, 20));
    expect(screen.getByText("7 rows")).toBeInTheDocument();
    expect(screen.queryByText("999 rows")).toBeNull();
  });

  test("choices made in one go are one question", async () => {
    const { user } = await shown();
    await rows();

    await user.selectOptions(what(), "Orders");
    await user.selectOptions(days(), "Today");
    await waitFor(() => expect(lastInput()?.span).toEqual({ span: "today" }));
    expect(desk.inputs("export_preview")).toHaveLength(2);
  });

  test("a question that another one ended is put again, and nothing is said of it", async () => {
    const { user } = await shown();
    await rows();
    let isEnded = true;
    desk.sum = () => {
      if (isEnded) {
        isEnded = false;
        throw refusal("stopped");
      }
      return sumOf({ rows: 12 });
    };

    await user.selectOptions(what(), "Orders");

    expect(await screen.findByText("12 rows")).toBeInTheDocument();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("nothing is an answer too", async () => {
    desk.sum = () => sumOf({ rows: 0, totals: [] });
    await shown();

    expect(await screen.findByText("0 rows")).toBeInTheDocument();
    expect(screen.getByText(/an empty file with its manifest is an answer too/u)).toBeVisible();
    expect(go()).toBeEnabled();
  });

  test("what the desk refuses stands where the answer would", async () => {
    desk.faults.set("export_preview", { code: "input_refused", words: "no such day" });
    await shown();

    expect(await screen.findByRole("alert")).toHaveTextContent("no such day");
  });
});

describe("the choices", () => {
  test("chosen days begin as those that were shown, and are checked beside the field", async () => {
    const { user } = await shown();
    await rows();

    await user.selectOptions(days(), "Chosen days");
    const from = screen.getByRole("textbox", { name: "From" });
    const to = screen.getByRole("textbox", { name: "To" });
    expect(from).toHaveValue("2026-11-01");
    expect(to).toHaveValue("2026-11-21");

    to.focus();
    await user.keyboard("{ArrowDown}");
    expect(to).toHaveValue("2026-11-20");
    await waitFor(() =>
      expect(lastInput()?.span).toEqual({ span: "days", from: "2026-11-01", to: "2026-11-20" }),
    );

    await user.clear(to);
    await user.type(to, "2026-10-31");
    expect(to).toHaveAccessibleDescription(/before the first day/u);
    expect(go()).toBeDisabled();
    await user.clear(to);
    await user.type(to, "2026-11-31");
    expect(to).toHaveAccessibleDescription(/no such day/u);
    await user.keyboard("{Enter}");
    expect(desk.given("export_make")).toEqual([]);
  });

  test("a zone is found by what people call it", async () => {
    const { user } = await shown();
    const zone = screen.getByRole("combobox", { name: "Time zone" });
    expect(zone).toHaveValue("India (IST)");

    await user.click(zone);
    const all = screen.getAllByRole("option").filter((one) => one.closest('[role="listbox"]'));
    expect(all.map((one) => one.textContent?.trim().split(/\s{2,}/u)[0])).toEqual([
      expect.stringContaining("India (IST)"),
      expect.stringContaining("Brasília (BRT)"),
      "Africa/Abidjan",
      "Europe/Lisbon",
      "UTC",
    ]);
    await user.clear(zone);
    await user.type(zone, "brasilia{Enter}");

    expect(zone).toHaveValue("Brasília (BRT)");
    await waitFor(() => expect(lastInput()?.choices.zone).toBe("America/Sao_Paulo"));
    expect(desk.given("export_make")).toEqual([]);
  });

  test("Escape leaves the list of zones, and not the dialog", async () => {
    const { user, onClose } = await shown();
    const zone = screen.getByRole("combobox", { name: "Time zone" });

    await user.click(zone);
    await user.type(zone, "lis");
    await user.keyboard("{Escape}");
    expect(zone).toHaveAttribute("aria-expanded", "false");
    expect(zone).toHaveValue("India (IST)");
    expect(onClose).not.toHaveBeenCalled();

    await user.keyboard("{Escape}");
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  });

  test("another kind has words of its own, and what it is for is said", async () => {
    const { user } = await shown(exportOf("activity", { status: "export" }));
    expect(status("Kind of line")).toHaveDisplayValue("Exports");

    await user.selectOptions(what(), "Movements");
    expect(status("Direction")).toHaveDisplayValue("In and out");
    expect(what()).toHaveAccessibleDescription(/to be matched with the gateway/u);
  });

  test("orders in a list are those, without days of their own", async () => {
    const span = { list: "collected", fromMs: 1, toMs: 2 } as const;
    const { user } = await shown(exportOf("orders", { span }));
    await waitFor(() => expect(lastInput()?.span).toEqual({ span: "listed", ...span }));
    expect(days()).toHaveDisplayValue(/^The orders in/u);
    expect(screen.queryByRole("textbox", { name: "Day begins at" })).toBeNull();

    expect(screen.getByRole("dialog")).toHaveAccessibleName(/^Export the orders in/u);

    await user.selectOptions(what(), "Refunds");
    expect(screen.getByRole("dialog")).toHaveAccessibleName("Export");
    expect(days()).toHaveDisplayValue("This month, to the end of today");
    expect(screen.queryByRole("option", { name: /^The orders in/u })).toBeNull();
  });

  test("one account alone, and a file that Brazil reads", async () => {
    const { user } = await shown(exportOf("movements"), [live, live2]);

    await user.selectOptions(screen.getByRole("combobox", { name: "Account" }), live2.name);
    await user.click(screen.getByText("How the file is written"));
    await user.click(screen.getByRole("radio", { name: "1234,50" }));
    expect(screen.getByText(/every amount stands in quotes/u)).toBeInTheDocument();
    await user.click(screen.getByRole("radio", { name: "Semicolon ;" }));
    expect(screen.queryByText(/every amount stands in quotes/u)).toBeNull();
    await user.click(screen.getByRole("checkbox", { name: /^Begin with a byte order mark/u }));

    await waitFor(() =>
      expect(lastInput()).toMatchObject({
        accountId: live2.id,
        choices: { hasSemicolons: true, hasDecimalCommas: true, hasBom: false },
      }),
    );
    await user.click(screen.getByRole("radio", { name: "Excel workbook" }));
    expect(screen.queryByText("How the file is written")).toBeNull();
  });

  test("the sandbox is said plainly", async () => {
    const onClose = vi.fn();
    render(ExportDialog, {
      errand: exportOf("movements"),
      environment: "sandbox",
      accounts: [],
      onClose,
    });

    expect(await screen.findByText("SANDBOX")).toBeInTheDocument();
    expect(screen.getByText(/says so in its name and its header/u)).toBeInTheDocument();
    await waitFor(() => expect(lastInput()?.environment).toBe("sandbox"));
  });
});

describe("making it", () => {
  test("Enter exports what was chosen, and the file is there with all that proves it", async () => {
    const { user, onClose } = await shown();
    await rows();
    await user.keyboard("{Enter}");

    const done = await screen.findByRole("button", { name: "Done" });
    await waitFor(() => expect(done).toHaveFocus());
    expect(desk.inputs("export_make")).toEqual([
      {
        kind: "movements",
        environment: "live",
        span: { span: "this_month" },
        accountId: null,
        status: null,
        choices: startOf().choices,
      },
    ]);
    const { file, folder, manifest, sha256 } = exportedOf();
    for (const fact of [file, folder, manifest, sha256]) {
      expect(screen.getByText(fact)).toBeInTheDocument();
    }
    expect(screen.getByText("3,01,442 bytes")).toBeInTheDocument();
    expect(screen.getByText("Movements: 1,204 rows are in the file.")).toBeInTheDocument();

    await user.click(screen.getByRole("button", { name: "Show in folder" }));
    expect(desk.given("export_reveal")).toHaveLength(1);
    await user.click(done);
    expect(onClose).toHaveBeenCalledOnce();
  });

  test("another one begins with the same choices", async () => {
    const { user } = await shown();
    await user.selectOptions(what(), "Refunds");
    await user.click(go());
    await user.click(await screen.findByRole("button", { name: "Export another" }));

    expect(what()).toHaveDisplayValue("Refunds");
    expect(what()).toHaveFocus();
  });

  test("leaving the system’s dialog leads back, and nothing is said", async () => {
    let leave: (answer: null) => void = () => undefined;
    desk.make = () => new Promise((done) => (leave = done));
    const { user, onClose } = await shown();
    await user.click(go());
    expect(screen.getByText("Choose in the system’s window where it goes.")).toBeInTheDocument();
    expect(what()).toBeDisabled();
    await user.keyboard("{Escape}");
    expect(onClose).not.toHaveBeenCalled();

    leave(null);

    await waitFor(() => expect(what()).toBeEnabled());
    expect(go()).toHaveFocus();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.queryByText(/called off/u)).toBeNull();
  });

  test("how far it is is told, and it can be called off", async () => {
    desk.makeUntilStopped({ done: 12_000, of: 45_000, aSecond: 8_200, leftMs: 4_024 });
    const { user, onClose } = await shown();
    await user.click(go());

    expect(await screen.findByText("12,000 of at most 45,000 rows")).toBeInTheDocument();
    expect(screen.getByText("8,200 rows a second")).toBeInTheDocument();
    expect(screen.getByText("4 s left")).toBeInTheDocument();
    expect(screen.getByRole("progressbar")).toHaveAttribute("value", "12000");
    desk.progress = { done: 20_000, of: 45_000, aSecond: 8_200, leftMs: null };
    expect(await screen.findByText("20,000 of at most 45,000 rows")).toBeInTheDocument();
    await user.keyboard("{Escape}");
    expect(screen.getByRole("progressbar")).toBeInTheDocument();

    await user.click(screen.getByRole("button", { name: "Call off" }));

    expect(
      await screen.findByText("The export was called off; nothing of it was left."),
    ).toBeInTheDocument();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(onClose).not.toHaveBeenCalled();
    expect(go()).toBeEnabled();
  });

  test("what stops it is told, every choice stays, and it can be tried again", async () => {
    desk.make = () => Promise.reject(refusal("full"));
    const { user } = await shown();
    await user.selectOptions(what(), "Refunds");
    await user.selectOptions(status(), "Refunded");
    await user.click(go());

    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("There is no room for the export");
    expect(alert).toHaveTextContent("nothing of the export was left behind");
    expect(alert).toHaveTextContent("as the system says: full");
    expect(what()).toHaveDisplayValue("Refunds");
    expect(status()).toHaveDisplayValue("Refunded");

    desk.make = () => Promise.resolve(exportedOf());
    await user.click(screen.getByRole("button", { name: "Try again" }));

    expect(await screen.findByRole("button", { name: "Done" })).toBeInTheDocument();
    const [first, second] = desk.inputs("export_make");
    expect(second).toEqual(first);
  });
});

test("what cannot be read at the start is told, and can be tried again", async () => {
  desk.faults.set("export_start", { code: "book_damaged", words: "page 7" });
  render(ExportDialog, {
    errand: exportOf("orders"),
    environment: "live",
    accounts: [],
    onClose: vi.fn(),
  });
  expect(await screen.findByRole("alert")).toHaveTextContent(/could not be read.*page 7/u);

  desk.faults.clear();
  await userEvent.setup().click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("combobox", { name: "What" })).toHaveDisplayValue("Orders");
});
