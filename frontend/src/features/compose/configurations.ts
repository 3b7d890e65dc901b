/** Owns how payment configurations are offered: by gateway and name, with what is wrong with them. */
import type {
  ConfigurationStatusView,
  ConfigurationView,
  PaymentForm,
  PaymentModeView,
} from "$ipc/call";
import { gatewayName } from "$ipc/paymentWords";
import { m } from "$messages";

/** The field of the form that names the payment configuration, in the modes that have one. */
export function nameField(
  mode: PaymentModeView,
): "configurationName" | "upiConfigurationName" | null {
  switch (mode) {
    case "payment_gateway":
      return "configurationName";
    case "upi_configuration":
      return "upiConfigurationName";
    case "upi_intent_link":
    case "payment_link":
      return null;
  }
}

/** The name of the payment configuration, in the modes that have one. */
export function nameOf(payment: PaymentForm): string | null {
  const field = nameField(payment.mode);
  return field === null ? null : payment[field];
}

interface Option {
  value: string;
  label: string;
  disabled: boolean;
}

/** The configurations to choose from, and what the form names, also if it is none of them. */
export function optionsOf(
  listed: readonly ConfigurationView[],
  name: string,
  isRead: boolean,
): Option[] {
  const known = listed.map((one) => ({
    value: one.name,
    label: labelOf(one),
    disabled: one.status !== "active",
  }));
  if (name === "" || listed.some((one) => one.name === name)) {
    return known;
  }
  // What the form says stays in sight, also while the list is read or when it is not in it.
  const state = m.compose_configuration_not_listed();
  const label = isRead ? m.compose_configuration_state({ label: name, state }) : name;
  return [{ value: name, label, disabled: false }, ...known];
}

function labelOf({ name, gateway, status }: ConfigurationView): string {
  const label =
    gateway === null ? name : m.compose_configuration_of({ gateway: gatewayName(gateway), name });
  return status === "active"
    ? label
    : m.compose_configuration_state({ label, state: stateWords(status) });
}

function stateWords(status: Exclude<ConfigurationStatusView, "active">): string {
  switch (status) {
    case "needs_connecting":
      return m.compose_configuration_needs_connecting();
    case "needs_testing":
      return m.compose_configuration_needs_testing();
    case "other":
      return m.compose_configuration_not_usable();
  }
}
