/**
 * Owns what is read when it is first gone to. The orders are the first picture of nearly every
 * start, and nothing else is to stand in their way.
 */
export const accountsScreen = () => import("../features/accounts/AccountsScreen.svelte");
export const activityScreen = () => import("../features/activity/ActivityScreen.svelte");
export const batchNotes = () => import("../features/telling/batch/BatchNotes.svelte");
export const composeScreen = () => import("../features/compose/ComposeScreen.svelte");
export const expiredScreen = () => import("../features/telling/expired/ExpiredScreen.svelte");
export const exportDialog = () => import("../features/exports/ExportDialog.svelte");
export const exportsScreen = () => import("../features/exports/ExportsScreen.svelte");
export const firstStart = () => import("./FirstStart.svelte");
export const palette = () => import("./palette/Palette.svelte");
export const goOnDialog = () => import("../features/activity/GoOnDialog.svelte");
export const lookupsScreen = () => import("../features/lookups/LookupsScreen.svelte");
export const refundDialog = () => import("../features/refunds/RefundDialog.svelte");
export const refundsScreen = () => import("../features/refunds/RefundsScreen.svelte");
export const settleDialog = () => import("../features/refunds/SettleDialog.svelte");
export const statusDialog = () => import("../features/telling/StatusDialog.svelte");
export const tellManyDialog = () => import("../features/telling/batch/TellManyDialog.svelte");
export const webhookDialog = () => import("../features/webhooks/WebhookDialog.svelte");
export const todayScreen = () => import("../features/today/TodayScreen.svelte");
