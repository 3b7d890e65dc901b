-- 0024_payment_modes.sql
-- How an order is paid, because it decides whether its payment can be looked up and refunded. Every
-- order from before is paid through a gateway. There is no CHECK: adding one reads every order, and
-- the store refuses a word it does not know. Modes without a payment configuration leave its name
-- empty.
ALTER TABLE orders ADD COLUMN payment_mode TEXT NOT NULL DEFAULT 'payment_gateway';
