/** Owns reading the list of refunds, or one part of it, page by page. */
import {
  call,
  commands,
  type EnvironmentView,
  type RefundPageView,
  type RefundStageView,
  type RefundView,
} from "./call";
import { LIST_ROWS, ListPages } from "./listPages.svelte";

/** The list of refunds of one environment, or a part of it. */
export function refundPages(
  environment: EnvironmentView,
  stage: RefundStageView | null,
): ListPages<RefundView> {
  return new ListPages(environment, async (index) => {
    const page = await call(commands.refundList(environment, stage, index, LIST_ROWS));
    return { rows: page.rows, count: countOf(page, stage) };
  });
}

function countOf(page: RefundPageView, stage: RefundStageView | null): number {
  const { unresolved, onTheirWay, finished } = page;
  switch (stage) {
    case null:
      return unresolved + onTheirWay + finished;
    case "unresolved":
      return unresolved;
    case "on_its_way":
      return onTheirWay;
    case "finished":
      return finished;
  }
}
