-- The CSV files as they come: one table per file, columns as named there, local times without a zone.
-- `sample` is empty (NULL) where the whole data set was loaded; see README.md.

DROP SCHEMA IF EXISTS raw CASCADE;
CREATE SCHEMA raw;

CREATE TABLE raw.orders (
    order_id                      text PRIMARY KEY,
    customer_id                   text NOT NULL,
    order_status                  text NOT NULL,
    order_purchase_timestamp      timestamp NOT NULL,
    order_approved_at             timestamp,
    order_delivered_carrier_date  timestamp,
    order_delivered_customer_date timestamp,
    order_estimated_delivery_date timestamp,
    sample                        text
);

-- only in the sample: delivered orders whose purchase and carrier times are not known
CREATE TABLE raw.orders_more (
    order_id                      text PRIMARY KEY,
    customer_id                   text NOT NULL,
    order_status                  text NOT NULL,
    order_approved_at             timestamp,
    order_delivered_customer_date timestamp,
    order_estimated_delivery_date timestamp
);

CREATE TABLE raw.order_items (
    order_id            text NOT NULL,
    order_item_id       integer NOT NULL,
    product_id          text,
    seller_id           text NOT NULL,
    shipping_limit_date timestamp,
    price               numeric,
    freight_value       numeric,
    sample              text
);

CREATE TABLE raw.order_reviews (
    review_id               text NOT NULL,
    order_id                text NOT NULL,
    review_score            integer NOT NULL,
    review_comment_title    text,
    review_comment_message  text,
    review_creation_date    timestamp NOT NULL,
    review_answer_timestamp timestamp NOT NULL,
    sample                  text
);

CREATE TABLE raw.customers (
    customer_id              text PRIMARY KEY,
    customer_unique_id       text,
    customer_zip_code_prefix text,
    customer_city            text,
    customer_state           text NOT NULL
);
