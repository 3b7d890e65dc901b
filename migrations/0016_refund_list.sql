-- 0016_refund_list.sql
-- Every refund, ours and others', as a person reads them: what needs a look first, then the newest. A
-- cache that follows from operations, refund records and alarms; nothing that guards money reads it.
CREATE TABLE refund_list (
    order_id     TEXT    NOT NULL REFERENCES orders (id),
    part         TEXT    NOT NULL, -- the operation of ours, or the gateway's id of another's
    is_ours      INTEGER NOT NULL CHECK (is_ours IN (0, 1)),
    environment  TEXT    NOT NULL,
    stage        INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 2), -- unresolved, on its way, finished
    newest_first INTEGER NOT NULL, -- its moment, negative, so that a page is read in one direction
    PRIMARY KEY (order_id, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX refund_list_by_stage ON refund_list (environment, stage, newest_first, order_id, part);
