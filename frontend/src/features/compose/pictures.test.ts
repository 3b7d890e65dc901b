/** Owns the proof of uploading a picture: chosen, on its way, there, refused, called off, used again. */
import { screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { finding, NOW_MS, picture } from "../../../dev/fixtures/compose";
import { CHECK_AFTER_MS } from "./checker.svelte";
import { sizeWords } from "./pictures";
import {
  at,
  checked,
  eachWithADesk,
  fold,
  open,
  pressSend,
  settle,
  user,
} from "../../../dev/fixtures/composeScreen";

eachWithADesk();

const CHOOSE = "Choose a picture…";
const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });
const id = (): HTMLElement => screen.getByLabelText("Id of the uploaded picture");

/** Opens the place for an uploaded picture, by keyboard. */
async function opened(mediaId = ""): Promise<void> {
  await open({ headerMediaId: mediaId });
  if (mediaId === "") {
    fold("Footer, picture and button").querySelector("summary")?.click();
    screen.getByRole("radio", { name: "None" }).focus();
    await user.click(screen.getByRole("radio", { name: "Uploaded" }));
  }
  await settle();
}

async function choose(): Promise<void> {
  button(CHOOSE).focus();
  await user.keyboard("{Enter}");
  await settle();
}

describe("choosing a picture", () => {
  it("uploads it, and its id goes into the order", async () => {
    await opened();

    await choose();
    await settle(CHECK_AFTER_MS);

    expect(screen.getByText("WhatsApp has diwali.jpg.")).toBeVisible();
    expect(id()).toHaveValue("1188");
    expect(id()).toHaveAccessibleDescription(/^diwali\.jpg, 240 KB\. Can be used until 21.Dec/u);
    expect(checked()).toMatchObject({ headerMediaId: "1188", headerLink: "" });
    expect(screen.getByText("The uploaded picture, diwali.jpg")).toBeVisible();
    expect(button("Copy the picture’s id")).toBeVisible();
    await user.type(id(), "9");
    expect(screen.queryByText("WhatsApp has diwali.jpg.")).toBeNull();
  });

  it("says when WhatsApp has had it before", async () => {
    at.desk.uploaded = { picture: picture("1187", { fileName: "old.jpg" }), isReused: true };
    await opened();

    await choose();

    expect(screen.getByText(/has had this picture since .*, as old\.jpg\./u)).toBeVisible();
  });

  it("says nothing where the dialog is left", async () => {
    at.desk.chosen = null;
    await opened();

    await choose();

    expect(at.desk.count("picture_upload")).toBe(0);
    expect(button(CHOOSE)).not.toHaveAttribute("aria-busy");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("tells what is wrong with the file, and there is nothing to try again", async () => {
    at.desk.faults.set("picture_choose", {
      code: "picture_refused",
      fault: "too_large",
      name: "wall.png",
      words: "/home/meera/wall.png",
      complaint: null,
    });
    await opened();

    await choose();

    expect(screen.getByRole("alert")).toHaveTextContent(/wall\.png is larger than 5 MB/u);
    expect(screen.getByRole("alert")).toHaveTextContent("The file: /home/meera/wall.png");
    expect(screen.queryByRole("button", { name: "Upload it again" })).toBeNull();
  });
});

describe("while a picture is on its way", () => {
  it("the order waits for it, and it can be called off", async () => {
    at.desk.silent.add("picture_upload");
    await opened();

    await choose();

    expect(screen.getByText("Uploading diwali.jpg, 240 KB…")).toBeVisible();
    expect(button(/Choose a picture…$/u)).toHaveAttribute("aria-busy", "true");
    expect(screen.getByText("Wait for the picture first")).toBeVisible();
    await pressSend();
    expect(at.desk.count("order_send")).toBe(0);
    await user.click(button("Call it off"));
    expect(at.desk.count("picture_stop")).toBe(1);
  });

  it("choosing none calls it off, and the order can leave", async () => {
    at.desk.silent.add("picture_upload");
    await opened();
    await choose();

    await user.click(screen.getByRole("radio", { name: "None" }));
    await settle();

    expect(at.desk.count("picture_stop")).toBe(1);
    await pressSend();
    expect(at.desk.count("order_send")).toBe(1);
  });
});

it("what failed is uploaded again without asking for the file again", async () => {
  at.desk.faults.set("picture_upload", {
    code: "picture_refused",
    fault: "unknown",
    name: null,
    words: "the provider failed (502)",
    complaint: null,
  });
  await opened();
  await choose();
  expect(screen.getByRole("alert")).toHaveTextContent(/costs nothing and shows it to nobody/u);
  expect(id()).toHaveValue("");

  at.desk.faults.clear();
  await user.click(button("Upload it again"));
  await settle();

  expect(at.desk.count("picture_choose")).toBe(1);
  expect(screen.queryByRole("alert")).toBeNull();
  expect(id()).toHaveValue("1188");
});

it("one that was uploaded before is used again", async () => {
  at.desk.pictures = [picture("1191", { fileName: "holi.png" }), picture("1190")];
  await opened();

  await user.selectOptions(screen.getByLabelText("Uploaded before"), "1191");
  await settle(CHECK_AFTER_MS);

  expect(checked().headerMediaId).toBe("1191");
  expect(id()).toHaveAccessibleDescription(/^holi\.png, 240 KB/u);
  expect(at.desk.count("picture_upload")).toBe(0);
});

it("of an id that was typed nothing is known, and that is said", async () => {
  await opened("1188223344556677");

  expect(id()).toHaveAccessibleDescription(/^Not uploaded from here, so nothing is known of it/u);
  expect(screen.getByText("The uploaded picture")).toBeVisible();
});

it("a picture that is gone says since when, and the order can still be sent", async () => {
  const usableUntilMs = NOW_MS - 60_000;
  at.desk.pictures = [picture("1180", { isGone: true, usableUntilMs })];
  const gone = { severity: "warning", limit: 30 } as const;
  at.desk.more = [finding("headerMediaId", "picture_gone", gone)];

  await opened("1180");

  expect(id()).toHaveAccessibleDescription(
    /WhatsApp keeps an uploaded picture for 30 days.*diwali\.jpg, uploaded .*, gone since/su,
  );
  await pressSend();
  expect(at.desk.count("order_send")).toBe(1);
});

it.each([
  [1, "1 KB"],
  [245_760, "240 KB"],
  [1_048_576, "1.0 MB"],
  [5_242_880, "5.0 MB"],
])("%d bytes are %s", (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});
