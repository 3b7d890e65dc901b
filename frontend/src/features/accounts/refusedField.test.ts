/** Proves that a refusal of the desk finds its field, with the desk's own sentences. */
import { expect, it } from "vitest";
import { account } from "../../../dev/fixtures/accounts";
import { NEW_ACCOUNT, environmentOf } from "./accountForm.svelte";
import { refusedField, sentence } from "./refusedField";

it.each([
  ["an account's name has 1 to 100 characters", "name"],
  ["the Graph version must look like v24.0", "graphVersion"],
  ["the WhatsApp Business Account id cannot be part of an address", "wabaId"],
  ["the phone number id cannot be part of an address", "phoneNumberId"],
  ["the address is not a URL; use https://graph.facebook.com", "baseUrl"],
  [
    "the address must begin with https://, or with http:// for a sandbox on this machine",
    "baseUrl",
  ],
  ["the address must not contain a user name or password", "baseUrl"],
  ["real money is collected only through https://graph.facebook.com, not another host", "baseUrl"],
  ["graph.facebook.com is used on its default port only", "baseUrl"],
  ["a sandbox on this machine is reached over http://, not https://", "baseUrl"],
  ["http:// is for a sandbox on this machine only; use https://graph.facebook.com", "baseUrl"],
  ["the address belongs to another environment than the account", "baseUrl"],
  ["the access token is empty", "accessToken"],
  ["something nobody has thought of", null],
])("%s", (words, field) => {
  expect(refusedField({ code: "input_refused", words }, NEW_ACCOUNT, [])).toBe(field);
});

it("finds what is taken by looking at the other accounts", () => {
  const taken = { code: "taken", words: "" } as const;
  const input = { ...NEW_ACCOUNT, name: "Nilgiri Pantry", phoneNumberId: "1" };

  expect(refusedField(taken, input, [account()])).toBe("name");
  expect(refusedField(taken, { ...input, name: "B" }, [account({ phoneNumberId: "1" })])).toBe(
    "phoneNumberId",
  );
  expect(refusedField(taken, { ...input, name: "B" }, [account()])).toBeNull();
});

it.each([
  ["https://graph.facebook.com", "live"],
  [" http://127.0.0.1:4010 ", "sandbox"],
  ["http://localhost:4010", "sandbox"],
  ["http://[::1]:4010", "sandbox"],
  ["https://graph.example.com", null],
  ["graph", null],
])("shows the environment of %s", (address, environment) => {
  expect(environmentOf(address)).toBe(environment);
});

it("makes a sentence of a reason", () => {
  expect(sentence("no port is free")).toBe("No port is free.");
  expect(sentence("The id does not exist.")).toBe("The id does not exist.");
});
