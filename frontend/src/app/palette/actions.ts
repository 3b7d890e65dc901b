/** Owns what the palette offers besides orders, and why some of it cannot run now. */
import type { EnvironmentView, OrderView, StartView, ThemeView } from "$ipc/call";
import { m } from "$messages";
import { blockedWords } from "$ipc/blocked";
import { exportOf } from "$ipc/errand";
import { accountsIn } from "../environments";
import type { Route } from "../route.svelte";
import type { Action } from "./rank";

/** What the actions act on. */
export interface Reach {
  start: StartView;
  environment: EnvironmentView;
  route: Route;
  /** The order that is open beside the list. */
  openOrder: OrderView | undefined;
  /** How many requests have no known end. */
  unresolved: number;
  lookUp: (order: OrderView) => void;
  onEnvironment: (environment: EnvironmentView) => void;
  onSandbox: () => void;
  onTheme: (theme: ThemeView) => void;
}

/** Everything that can be done or gone to from here, the nearest first. */
export function actionsOf(reach: Reach): Action[] {
  return [
    ...aboutOrder(reach),
    compose(reach),
    ...exports(reach),
    ...webhooks(reach),
    ...aboutAccounts(reach),
    ...themes(reach),
    ...screens(reach),
  ];
}

function aboutOrder({ openOrder, lookUp, route }: Reach): Action[] {
  if (openOrder === undefined) return [];
  const { mayStart } = openOrder.refunding;
  return [
    {
      id: "refund",
      group: "do",
      icon: "refunds",
      label: m.app_do_refund({ reference: openOrder.referenceId }),
      also: m.app_do_refund_also(),
      why: blockedWords(mayStart),
      keys: ["R"],
      run: () => (route.errand = { kind: "refund", orderId: openOrder.id }),
    },
    {
      id: "look-up",
      group: "do",
      icon: "refresh",
      label: m.app_do_look_up({ reference: openOrder.referenceId }),
      also: "",
      why: blockedWords(openOrder.actions.lookUp),
      keys: ["L"],
      run: () => lookUp(openOrder),
    },
  ];
}

function compose({ route }: Reach): Action {
  return {
    id: "compose",
    group: "do",
    icon: "plus",
    label: m.app_compose(),
    also: m.app_do_compose_also(),
    keys: ["N"],
    run: () => route.compose(),
  };
}

function exports({ start, environment, route }: Reach): Action[] {
  if (accountsIn(start, environment).length === 0) return [];
  return [
    {
      id: "export",
      group: "do",
      icon: "export",
      label: m.exports_action(),
      also: m.app_do_export_also(),
      run: () => (route.errand = exportOf("movements")),
    },
  ];
}

function webhooks({ start, environment, route }: Reach): Action[] {
  if (accountsIn(start, environment).length === 0) return [];
  return [
    {
      id: "webhooks",
      group: "do",
      icon: "archive",
      label: m.webhooks_action(),
      also: m.app_do_webhooks_also(),
      run: () => (route.errand = { kind: "webhooks" }),
    },
  ];
}

function aboutAccounts({ start, environment, route, onEnvironment, onSandbox }: Reach): Action[] {
  const other = environment === "live" ? "sandbox" : "live";
  const actions: Action[] = [];
  if (accountsIn(start, other).length > 0) {
    actions.push({
      id: "switch",
      group: "do",
      icon: other === "live" ? "globe" : "flask",
      label: other === "live" ? m.app_do_switch_live() : m.app_do_switch_sandbox(),
      also: m.app_do_switch_also(),
      run: () => onEnvironment(other),
    });
  }
  if (accountsIn(start, "sandbox").length === 0 || start.sandbox.state === "failed") {
    actions.push({
      id: "sandbox",
      group: "do",
      icon: "flask",
      label: m.app_sandbox_start(),
      also: m.app_do_sandbox_also(),
      run: onSandbox,
    });
  }
  actions.push({
    id: "connect",
    group: "do",
    icon: "key",
    label: m.app_connect(),
    also: m.app_do_connect_also(),
    run: () => route.settings(null, true),
  });
  return actions;
}

function themes({ start, onTheme }: Reach): Action[] {
  const one = (theme: ThemeView, icon: Action["icon"], label: string): Action => ({
    id: `theme-${theme}`,
    group: "do",
    icon,
    label,
    also: m.app_do_theme_also(),
    why: start.theme === theme ? m.app_why_theme() : undefined,
    run: () => onTheme(theme),
  });
  return [
    one("light", "sun", m.app_do_theme_light()),
    one("dark", "moon", m.app_do_theme_dark()),
    one("system", "monitor", m.app_do_theme_system()),
  ];
}

function screens({ route, unresolved }: Reach): Action[] {
  return [
    {
      id: "go-today",
      group: "go",
      icon: "today",
      label: m.app_today(),
      also: m.app_go_today_also(),
      keys: ["G", "T"],
      run: () => route.today(),
    },
    {
      id: "go-orders",
      group: "go",
      icon: "orders",
      label: m.app_orders(),
      also: m.app_go_orders_also(),
      keys: ["G", "O"],
      run: () => route.orders(),
    },
    {
      id: "go-unresolved",
      group: "go",
      icon: "s-lock",
      label: m.app_unresolved(),
      also: m.app_go_unresolved_also(),
      detail: unresolved > 0 ? m.app_unresolved_count({ count: unresolved }) : undefined,
      keys: ["G", "U"],
      run: () => route.orders("unresolved"),
    },
    {
      id: "go-refunds",
      group: "go",
      icon: "refunds",
      label: m.refunds_title(),
      also: m.app_go_refunds_also(),
      keys: ["G", "R"],
      run: () => route.refunds(),
    },
    {
      id: "go-expired",
      group: "go",
      icon: "expired",
      label: m.expired_title(),
      also: m.app_go_expired_also(),
      keys: ["G", "X"],
      run: () => route.expired(),
    },
    {
      id: "go-exports",
      group: "go",
      icon: "export",
      label: m.exports_title(),
      also: m.app_go_exports_also(),
      keys: ["G", "E"],
      run: () => route.exports(),
    },
    {
      id: "go-activity",
      group: "go",
      icon: "activity",
      label: m.activity_title(),
      also: m.app_go_activity_also(),
      keys: ["G", "A"],
      run: () => route.activity(),
    },
    {
      id: "go-lookups",
      group: "go",
      icon: "refresh",
      label: m.app_lookups(),
      also: m.app_go_lookups_also(),
      keys: ["G", "L"],
      run: () => route.lookups(),
    },
    {
      id: "go-settings",
      group: "go",
      icon: "settings",
      label: m.app_settings(),
      also: m.app_go_settings_also(),
      keys: ["G", "S"],
      run: () => route.settings(),
    },
  ];
}
