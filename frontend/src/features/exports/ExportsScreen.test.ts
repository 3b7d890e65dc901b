/** Owns the proof of the place for finance: what can be exported, checking a file, and what was. */
import type { ExportFaultView, VerifiedExportView } from "$ipc/call";
import { client } from "$ipc/client";
import { exportOf } from "$ipc/errand";
import { EARLIER_ROWS } from "$ipc/exports";
import { cleanup, render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { earlier, ExportsDesk, refusal, verifiedOf } from "../../../dev/fixtures/exports";
import { live } from "../../../dev/fixtures/shell";
import ExportDialog from "./ExportDialog.svelte";
import ExportsScreen from "./ExportsScreen.svelte";
import { faultSentence } from "./verifiedWords";

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

function shown() {
  const onExport = vi.fn();
  render(ExportsScreen, { environment: "live", onExport, onSearch: vi.fn() });
  return { onExport, user: userEvent.setup() };
}

test("every kind says what it is for, the one for every day first", async () => {
  const { onExport, user } = shown();
  const list = await screen.findByRole("list");
  const kinds = within(list).getAllByRole("listitem");

  expect(kinds).toHaveLength(6);
  expect(kinds[0]).toHaveTextContent(/Movements Daily reconciliation/u);
  expect(kinds[0]).toHaveTextContent("21 columns");
  await user.click(within(list).getByRole("button", { name: "Export refunds…" }));
  expect(onExport).toHaveBeenCalledWith(exportOf("refunds"));
});

test("what cannot be read is told where it would stand", async () => {
  desk.faults.set("export_start", { code: "book_damaged", words: "page 7" });
  desk.faults.set("activity_list", { code: "book_damaged", words: "page 8" });
  shown();

  expect(await screen.findByText("What can be exported could not be read.")).toBeInTheDocument();
  expect(await screen.findByText("The earlier exports could not be read.")).toBeInTheDocument();
});

describe("checking a file", () => {
  async function verified(found: VerifiedExportView | null) {
    desk.verified = found;
    const { user } = shown();
    await user.click(screen.getByRole("button", { name: "Verify a file…" }));
    return user;
  }

  test("says that it is what was exported, and on what that rests", async () => {
    await verified(verifiedOf());

    expect(await screen.findByText("movements.csv is what this book exported.")).toBeVisible();
    expect(screen.getByText(/Movements, 1,204 rows, exported on/u)).toHaveTextContent(
      "21 Nov 2026, 16:42:08 IST",
    );
    expect(screen.getByText(/line 41 of its activity says so/u)).toBeVisible();
  });

  test("says all that is not as it was", async () => {
    await verified(
      verifiedOf({
        holds: false,
        faults: [
          { fault: "bytes_differ", expected: 301_442, found: 301_440 },
          { fault: "rows_differ", expected: 1_204, found: 1_203 },
          {
            fault: "total_differs",
            column: "gross",
            currency: "INR",
            expected: 12_345_600,
            found: 12_300_000,
          },
        ],
      }),
    );

    expect(await screen.findByText("movements.csv cannot be trusted.")).toBeVisible();
    expect(screen.getByText(/it has 3,01,440 bytes and had 3,01,442/u)).toBeVisible();
    expect(screen.getByText("It has 1,203 rows and had 1,204.")).toBeVisible();
    expect(screen.getByText(/The manifest is this book’s own/u)).toBeVisible();
    expect(
      screen.getByText("Came in: it comes to ₹1,23,000.00 and came to ₹1,23,456.00."),
    ).toBeVisible();
  });

  test("says where the file holds and this book does not vouch for it", async () => {
    await verified(verifiedOf({ holds: false, book: { says: "other_book" } }));

    expect(await screen.findByText(/this book does not vouch for it/u)).toBeVisible();
    expect(screen.getByText(/exported from another book/u)).toBeVisible();
  });

  test("leaving the system’s dialog says nothing, and takes nothing away", async () => {
    const user = await verified(verifiedOf());
    await screen.findByText("movements.csv is what this book exported.");
    desk.verified = null;

    await user.click(await screen.findByRole("button", { name: "Verify another…" }));

    await waitFor(() => expect(desk.given("export_verify")).toHaveLength(2));
    expect(screen.getByText("movements.csv is what this book exported.")).toBeVisible();
  });

  test("a file that cannot be read is told with what the system says", async () => {
    desk.faults.set("export_verify", refusal("denied"));
    await verified(null);

    expect(await screen.findByRole("alert")).toHaveTextContent("as the system says: denied");
  });

  test("every fault has a sentence", () => {
    const faults: ExportFaultView[] = [
      { fault: "no_manifest", words: "expected value at line 1" },
      { fault: "manifest_changed" },
      { fault: "other_file", name: "other.csv" },
      { fault: "bytes_differ", expected: 7, found: 7 },
      { fault: "unreadable", words: "a quote never closes" },
    ];

    for (const fault of faults) {
      expect(faultSentence(fault, verifiedOf()), fault.fault).toMatch(/^\p{Lu}.*\.$/su);
    }
  });
});

describe("earlier exports", () => {
  test("there are none at first", async () => {
    shown();
    expect(await screen.findByText("Nothing was exported yet")).toBeVisible();
  });

  test("stand newest first, older ones with a button", async () => {
    desk.lines = Array.from({ length: EARLIER_ROWS + 3 }, (_, at) => earlier(90 - at));
    const { user } = shown();
    const table = await screen.findByRole("table", { name: "Earlier exports, newest first" });
    expect(within(table).getAllByRole("row")).toHaveLength(EARLIER_ROWS + 1);
    expect(desk.given("activity_list")[0]).toMatchObject({ deed: "export", environment: "live" });

    await user.click(screen.getByRole("button", { name: "Show older ones" }));

    expect(await screen.findByText("Exported movements, the 68th")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Show older ones" })).toBeNull();
  });

  test("have a new one as soon as it was made", async () => {
    const { user } = shown();
    await screen.findByText("Nothing was exported yet");
    render(ExportDialog, {
      errand: exportOf("movements"),
      environment: "live",
      accounts: [live],
      onClose: vi.fn(),
    });
    await screen.findByRole("combobox", { name: "What" });
    desk.lines = [earlier(41)];

    await user.click(screen.getByRole("button", { name: "Export…" }));

    expect(await screen.findByText("Exported movements, the 41th")).toBeInTheDocument();
  });
});
