/** Owns the proof that webhooks are read byte for byte, each with its signature, and told about. */
import { mockIPC, clearMocks } from "$ipc/mocks";
import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { live } from "../../../dev/fixtures/shell";
import { FILE_BYTES_MAX, pairsOf, readPair, type ReadFile } from "./files";
import WebhookDialog from "./WebhookDialog.svelte";

afterEach(() => {
  cleanup();
  clearMocks();
});

const readFiles = (files: File[]): Promise<ReadFile[]> => Promise.all(pairsOf(files).map(readPair));
const file = (name: string, ...parts: BlobPart[]): File => new File(parts, name);

test("a body keeps its bytes, and a signature belongs to the body of its name", async () => {
  const bom = new Uint8Array([0xef, 0xbb, 0xbf]);
  const read = await readFiles([
    file("a.json", bom, '{"a":1}\n'),
    file("a.json.signature", "sha256=00\n"),
    file("b.json", "{}"),
  ]);

  expect(read).toEqual([
    { name: "a.json", body: '\ufeff{"a":1}\n', signature: "sha256=00" },
    { name: "b.json", body: "{}", signature: null },
  ]);
});

test("what is no text, too large, or a signature alone is refused with its reason", async () => {
  const large = file("large.json", "");
  vi.spyOn(large, "size", "get").mockReturnValue(FILE_BYTES_MAX + 1);
  const read = await readFiles([
    file("picture.png", new Uint8Array([0xff, 0xd8])),
    large,
    file("c.json.signature", "sha256=00"),
  ]);

  expect(read.map((one) => "fault" in one && one.fault)).toEqual([
    expect.stringContaining("This is no text"),
    expect.stringContaining("larger than 4 MiB"),
    expect.stringContaining("c.json"),
  ]);
});

test("each dropped file says what was new in it; one that is refused stops no other", async () => {
  const given: unknown[] = [];
  mockIPC((command, payload) => {
    const { body } = Object(payload) as { body: string };
    given.push([command, payload]);
    if (body === "garbage") throw { code: "invalid_input", words: "not a webhook" };
    return {
      orders: 2,
      new: 1,
      messages: 1,
      failed: 1,
      unknownMessages: 0,
      unknown: ["NP-9"],
      otherNumbers: 0,
      notices: [],
      remarks: [],
      isSigned: false,
    };
  });
  render(WebhookDialog, { accounts: [live], onClose: vi.fn() });

  const zone = screen.getByRole("group", { name: "Where files are dropped" });
  await fireEvent.drop(zone, {
    dataTransfer: { files: [file("bad.json", "garbage"), file("good.json", "{}")] },
  });

  expect(await screen.findByText("1 of 2 taken in")).toBeInTheDocument();
  expect(screen.getByText("Orders: 2, new reports: 1; Messages: 1, failed: 1")).toBeVisible();
  expect(screen.getByText("This account has no order NP-9.")).toBeVisible();
  expect(screen.getByText(/not a webhook/u)).toBeVisible();
  expect(given).toEqual([
    ["webhook_take", { accountId: live.id, body: "garbage", signature: null }],
    ["webhook_take", { accountId: live.id, body: "{}", signature: null }],
  ]);
});
