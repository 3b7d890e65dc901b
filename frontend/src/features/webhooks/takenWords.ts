/** Owns the words for what a webhook told. */
import type { NoticeView, WebhookTakenView } from "$ipc/call";
import { meaningWords } from "$ipc/complaints";
import { m } from "$messages";
import { formatCount } from "$ui";

/** What was new in it, in one line. */
export function takenWords(taken: WebhookTakenView): string {
  const { orders, new: news, messages, failed } = taken;
  const parts = [
    orders > 0 ? m.webhooks_orders({ count: formatCount(orders), news: formatCount(news) }) : "",
    messages > 0
      ? m.webhooks_messages({ count: formatCount(messages), failed: formatCount(failed) })
      : "",
  ].filter(Boolean);
  return parts.length === 0 ? m.webhooks_nothing() : parts.join(m.webhooks_between());
}

/** What a person should know besides: what it says of the account, and what was left out. */
export function takenRemarks(taken: WebhookTakenView): string[] {
  const { unknown, unknownMessages, otherNumbers, notices, remarks } = taken;
  return [
    ...notices.map(noticeWords),
    ...(unknown.length > 0 ? [m.webhooks_unknown({ references: unknown.join(", ") })] : []),
    ...(unknownMessages > 0
      ? [m.webhooks_unknown_messages({ count: formatCount(unknownMessages) })]
      : []),
    ...(otherNumbers > 0 ? [m.webhooks_other_numbers({ count: formatCount(otherNumbers) })] : []),
    ...remarks,
  ];
}

function noticeWords(notice: NoticeView): string {
  switch (notice.kind) {
    case "error":
      return [
        m.webhooks_notice_error({ code: notice.code, words: notice.words }),
        meaningWords(notice.meaning),
      ]
        .filter((part) => part !== null)
        .join(" ");
    case "configuration":
      return m.webhooks_notice_configuration({ name: notice.name, status: notice.status });
  }
}
