/** Owns the words for how an order is paid, and the names of the gateways. */
import { m } from "$messages";
import type { GatewayView, PaymentModeView } from "./bindings";

const MODES: Record<PaymentModeView, () => string> = {
  payment_gateway: m.ui_mode_payment_gateway,
  upi_intent_link: m.ui_mode_upi_intent_link,
  upi_configuration: m.ui_mode_upi_configuration,
  payment_link: m.ui_mode_payment_link,
};

const GATEWAYS: Record<GatewayView, () => string> = {
  razorpay: m.ui_gateway_razorpay,
  payu: m.ui_gateway_payu,
  billdesk: m.ui_gateway_billdesk,
  zaakpay: m.ui_gateway_zaakpay,
};

/** What a way to pay is called. */
export const paymentModeName = (mode: PaymentModeView): string => MODES[mode]();

/** A gateway’s name as the company writes it. */
export const gatewayName = (gateway: GatewayView): string => GATEWAYS[gateway]();
