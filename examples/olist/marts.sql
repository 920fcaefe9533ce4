-- What the KPI queries read, made from the raw tables once they are loaded. Times become instants here; every
-- table says with its columns what was known when, so that a query can stay within what had happened by a grain's end.

DROP SCHEMA IF EXISTS mart CASCADE;
CREATE SCHEMA mart;

-- Days of the marketplace. A day's grain ends at the next local midnight; the other columns are where windows begin.
CREATE TABLE mart.day AS
SELECT CAST(d AS date)                                               AS day,
       d AT TIME ZONE 'America/Sao_Paulo'                            AS started_at,
       (d + interval '1 day') AT TIME ZONE 'America/Sao_Paulo'       AS ended_at,
       (d - interval '6 days') AT TIME ZONE 'America/Sao_Paulo'      AS week_before,  -- seven days before the end
       (d - interval '27 days') AT TIME ZONE 'America/Sao_Paulo'     AS month_before, -- 28 days before the end
       extract(isodow FROM d) = 7                                    AS ends_week
FROM generate_series(timestamp '2016-09-01', timestamp '2018-10-31', interval '1 day') AS d;
CREATE UNIQUE INDEX ON mart.day (ended_at);

-- Orders by purchase. `weight` is how many orders of the marketplace a row stands for: 1 in the whole data set; in
-- the sample the delivered orders are thinned out (96,478 in truth) and the others complete.
CREATE TABLE mart.orders AS
SELECT o.order_id,
       o.order_status                                                      AS status,
       c.customer_state                                                    AS state,
       o.order_purchase_timestamp AT TIME ZONE 'America/Sao_Paulo'         AS purchased_at,
       o.order_approved_at AT TIME ZONE 'America/Sao_Paulo'                AS approved_at,
       o.order_delivered_carrier_date AT TIME ZONE 'America/Sao_Paulo'     AS handed_over_at,
       o.order_delivered_customer_date AT TIME ZONE 'America/Sao_Paulo'    AS delivered_at,
       o.order_estimated_delivery_date AT TIME ZONE 'America/Sao_Paulo'    AS promised_at,
       CASE WHEN o.sample IS NULL OR o.order_status <> 'delivered' THEN 1.0
            ELSE 96478.0 / count(*) FILTER (WHERE o.order_status = 'delivered') OVER () END AS weight
FROM raw.orders o
LEFT JOIN raw.customers c USING (customer_id);
CREATE INDEX ON mart.orders (purchased_at);
CREATE INDEX ON mart.orders (delivered_at);

-- Promises to buyers: every order with a promised date, delivered or not, from both files.
CREATE TABLE mart.promises AS
SELECT p.order_id, p.approved_at, p.handed_over_at, p.delivered_at, p.promised_at, c.customer_state AS state,
       CASE WHEN NOT p.sampled OR p.order_status <> 'delivered' THEN 1.0
            ELSE 96478.0 / count(*) FILTER (WHERE p.order_status = 'delivered') OVER () END AS weight
FROM (
    SELECT order_id, customer_id, order_status, sample IS NOT NULL AS sampled,
           order_approved_at AT TIME ZONE 'America/Sao_Paulo'             AS approved_at,
           order_delivered_carrier_date AT TIME ZONE 'America/Sao_Paulo'  AS handed_over_at,
           order_delivered_customer_date AT TIME ZONE 'America/Sao_Paulo' AS delivered_at,
           order_estimated_delivery_date AT TIME ZONE 'America/Sao_Paulo' AS promised_at
    FROM raw.orders
    UNION ALL
    SELECT order_id, customer_id, order_status, TRUE,
           order_approved_at AT TIME ZONE 'America/Sao_Paulo',
           order_approved_at AT TIME ZONE 'America/Sao_Paulo', -- the hand-over is not known; all of these were
           order_delivered_customer_date AT TIME ZONE 'America/Sao_Paulo',
           order_estimated_delivery_date AT TIME ZONE 'America/Sao_Paulo'
    FROM raw.orders_more
) p
LEFT JOIN raw.customers c USING (customer_id);
CREATE INDEX ON mart.promises (approved_at);
CREATE INDEX ON mart.promises (promised_at);
CREATE INDEX ON mart.promises (delivered_at);

-- Reviews by the moment the buyer answered, which is when the score can be known. In the sample every order that never
-- arrived has its review; those of part `r` are left out, so that unhappy buyers do not count double.
CREATE TABLE mart.reviews AS
SELECT r.review_id, r.review_score AS score,
       r.review_creation_date AT TIME ZONE 'America/Sao_Paulo'    AS asked_at,
       r.review_answer_timestamp AT TIME ZONE 'America/Sao_Paulo' AS answered_at
FROM raw.order_reviews r
LEFT JOIN raw.orders o USING (order_id)
WHERE r.sample IS DISTINCT FROM 'r' OR o.order_delivered_customer_date IS NOT NULL;
CREATE INDEX ON mart.reviews (answered_at);

-- Sales of sellers, an order counted once per seller, by the date the seller has to ship until (about six days after
-- the purchase): the only time that every item has.
CREATE TABLE mart.sales AS
SELECT seller_id, order_id, min(shipping_limit_date) AT TIME ZONE 'America/Sao_Paulo' AS ship_by
FROM raw.order_items
GROUP BY seller_id, order_id;
CREATE INDEX ON mart.sales (seller_id, ship_by);
CREATE INDEX ON mart.sales (ship_by, seller_id);

ANALYZE;
