/** Owns what the window's parts are made of: every component and format that features may use. */
export { default as AmountInput } from "./AmountInput.svelte";
export { default as Band } from "./Band.svelte";
export { default as Button } from "./Button.svelte";
export { default as Checkbox } from "./Checkbox.svelte";
export { default as Choices } from "./Choices.svelte";
export { default as ComplaintFoot } from "./ComplaintFoot.svelte";
export { default as Consequence } from "./Consequence.svelte";
export { default as CopyId } from "./CopyId.svelte";
export { default as DataTable } from "./DataTable.svelte";
export { default as Dialog } from "./Dialog.svelte";
export { default as Disclosure } from "./Disclosure.svelte";
export { default as EmptyState } from "./EmptyState.svelte";
export { default as ErrorNote } from "./ErrorNote.svelte";
export { default as Field } from "./Field.svelte";
export { default as Findings } from "./Findings.svelte";
export { default as Icon } from "./Icon.svelte";
export { default as Kbd } from "./Kbd.svelte";
export { default as Late } from "./Late.svelte";
export { default as Money } from "./Money.svelte";
export { default as Notice } from "./Notice.svelte";
export { default as Progress } from "./Progress.svelte";
export { default as ScreenNotices } from "./ScreenNotices.svelte";
export { default as ScrollingTable } from "./ScrollingTable.svelte";
export { default as SearchButton } from "./SearchButton.svelte";
export { default as SearchSelect } from "./SearchSelect.svelte";
export { default as SecretInput } from "./SecretInput.svelte";
export { default as Segment } from "./Segment.svelte";
export { default as Select } from "./Select.svelte";
export { default as Sentence } from "./Sentence.svelte";
export { default as ShortId } from "./ShortId.svelte";
export { default as Skeleton } from "./Skeleton.svelte";
export { default as StatusBadge } from "./StatusBadge.svelte";
export { default as Suggest } from "./Suggest.svelte";
export { default as Tabs } from "./Tabs.svelte";
export { default as TextArea } from "./TextArea.svelte";
export { default as TextInput } from "./TextInput.svelte";
export { default as Time } from "./Time.svelte";
export { default as Toasts } from "./Toasts.svelte";
export { default as WithPanel } from "./WithPanel.svelte";
export { default as WorkedSum } from "./WorkedSum.svelte";

export { brief, isEndless } from "./brief";
export { chord } from "./chord";
export type { Ask, ComboboxAttributes, Suggestion, TakeBack } from "./choices";
export { Chosen } from "./chosen.svelte";
export { copyText } from "./clipboard";
export { now } from "./clock";
export type { Finding } from "./field";
export type { IconName } from "./icons";
export { isolated } from "./isolated";
export { keepBeforeLeaving, leave } from "./leaving";
export { currencySign, formatCount, formatMoney, type Currency } from "./money";
export { amount, at, here, isToday, when, type Here } from "./moment";
export { formatPhone } from "./phone";
export { provideNotices } from "./screenNotices";
export {
  statusLook,
  type MessageState,
  type OperationState,
  type OrderState,
  type PaymentState,
  type RefundState,
  type Status,
  type Tone,
} from "./states";
export type { Column, ColumnWidth } from "./table/columns";
export {
  contextZone,
  formatSpan,
  formatTime,
  provideZone,
  zoneLabel,
  type TimeStyle,
} from "./time";
export { dismissToast, toast, type ToastWords } from "./toasts.svelte";
