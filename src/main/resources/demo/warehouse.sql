-- The warehouse of the demo marketplace: dimensions, and facts rolled up to the grain at which they are read.
-- Runs on H2 (regular mode) and PostgreSQL alike. ended_at is the end of the period a row covers, UTC.

CREATE TABLE dim_market (
  market VARCHAR(2) PRIMARY KEY, title VARCHAR(40) NOT NULL, region VARCHAR(20) NOT NULL,
  currency VARCHAR(3) NOT NULL, zone VARCHAR(40) NOT NULL);

CREATE TABLE dim_lane (
  market VARCHAR(2) NOT NULL, carrier VARCHAR(20) NOT NULL, promised_days INTEGER NOT NULL,
  PRIMARY KEY (market, carrier));

CREATE TABLE dim_seller (seller_id INTEGER PRIMARY KEY, tier VARCHAR(10) NOT NULL);

CREATE TABLE agg_purchase_1h (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, segment VARCHAR(20) NOT NULL,
  orders INTEGER NOT NULL, gmv_usd_cents BIGINT NOT NULL);

-- the same orders and money, by category, and what the marketplace earns of them
CREATE TABLE agg_category_1d (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, category VARCHAR(20) NOT NULL,
  orders INTEGER NOT NULL, gmv_usd_cents BIGINT NOT NULL, fee_usd_cents BIGINT NOT NULL);

-- eighteen weeks, for growth over two times four weeks; the top ten are the largest sellers of the market's week, and
-- orders_year_before those of the day 52 weeks before
CREATE TABLE agg_market_1d (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, orders INTEGER NOT NULL,
  gmv_usd_cents BIGINT NOT NULL, top10_gmv_usd_cents BIGINT NOT NULL, orders_year_before INTEGER NOT NULL);

-- distinct buyers of the 7 and of the 28 days that end at ended_at
CREATE TABLE agg_buyer_1d (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, segment VARCHAR(20) NOT NULL,
  buyers_7d INTEGER NOT NULL, buyers_28d INTEGER NOT NULL);

-- from_ads: those of the visits, and of the paid ones, that came by an advertisement
CREATE TABLE agg_session_1h (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, platform VARCHAR(5) NOT NULL,
  sessions INTEGER NOT NULL, viewed INTEGER NOT NULL, carted INTEGER NOT NULL, checkouts INTEGER NOT NULL,
  paid INTEGER NOT NULL, from_ads INTEGER NOT NULL, paid_from_ads INTEGER NOT NULL);

-- one vote for each payment intent, not for each attempt; errors are intents that ended in an error or a timeout
CREATE TABLE agg_payment_5m (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, method VARCHAR(10) NOT NULL,
  acquirer VARCHAR(20) NOT NULL, intents INTEGER NOT NULL, approved INTEGER NOT NULL, errors INTEGER NOT NULL,
  attempts INTEGER NOT NULL, median_attempt_usd_cents INTEGER NOT NULL);

-- parcels by days since the carrier took them, over the 24 hours that end at ended_at: the days they spent on their way
-- at that age, and how many arrived; every six hours, up to a quarter more than the days promised
CREATE TABLE agg_parcel_age_24h (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, carrier VARCHAR(20) NOT NULL,
  promised_days INTEGER NOT NULL, age_days INTEGER NOT NULL, parcel_days INTEGER NOT NULL, delivered INTEGER NOT NULL);

CREATE TABLE agg_parcel_scan_6h (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, carrier VARCHAR(20) NOT NULL,
  in_transit INTEGER NOT NULL, silent INTEGER NOT NULL);

-- orders whose ship-by time fell in the day, so that each is decided
CREATE TABLE agg_handover_1d (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, tier VARCHAR(10) NOT NULL,
  due INTEGER NOT NULL, late INTEGER NOT NULL);

CREATE TABLE agg_review_6h (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, category VARCHAR(20) NOT NULL,
  stars_1 INTEGER NOT NULL, stars_2 INTEGER NOT NULL, stars_3 INTEGER NOT NULL, stars_4 INTEGER NOT NULL,
  stars_5 INTEGER NOT NULL);

-- orders whose tenth day after shipping fell in the day, and those of them that were disputed by then
CREATE TABLE agg_dispute_1d (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, category VARCHAR(20) NOT NULL,
  shipped INTEGER NOT NULL, disputed INTEGER NOT NULL);

-- base: sellers seen (a sale, a listing, a log-in) on two days or more of the 56 before the last 28; silent: those of
-- them not seen in the last 28, with what both sold in the 56; active: sellers seen in the last 28
CREATE TABLE agg_seller_1d (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, tier VARCHAR(10) NOT NULL, base INTEGER NOT NULL, silent INTEGER NOT NULL,
  base_gmv_usd_cents BIGINT NOT NULL, silent_gmv_usd_cents BIGINT NOT NULL, active INTEGER NOT NULL,
  logged_in INTEGER NOT NULL, listing_actions INTEGER NOT NULL);

CREATE TABLE agg_search_15m (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, platform VARCHAR(5) NOT NULL,
  searches INTEGER NOT NULL, empty INTEGER NOT NULL);

-- offers at ended_at, orders in the quarter of an hour; key sellers are the fifty largest of the category, silent those
-- of them without a sale for longer than 99 in 100 of their own pauses, and two days at least
CREATE TABLE agg_offer_15m (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, category VARCHAR(20) NOT NULL, live INTEGER NOT NULL,
  jumped INTEGER NOT NULL, mispriced_orders INTEGER NOT NULL, key_sellers INTEGER NOT NULL,
  key_sellers_silent INTEGER NOT NULL);

CREATE TABLE agg_view_1h (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, category VARCHAR(20) NOT NULL, views INTEGER NOT NULL,
  unavailable INTEGER NOT NULL);

CREATE TABLE agg_listing_1h (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, category VARCHAR(20) NOT NULL, connector VARCHAR(20) NOT NULL,
  listed INTEGER NOT NULL);

-- gmv before the discount; spent and budget are those of the most used coupon
CREATE TABLE agg_campaign_15m (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, campaign VARCHAR(20) NOT NULL,
  orders INTEGER NOT NULL, orders_planned INTEGER NOT NULL, gmv_usd_cents BIGINT NOT NULL,
  gmv_planned_usd_cents BIGINT NOT NULL, discount_usd_cents BIGINT NOT NULL, coupon_spent_usd_cents BIGINT NOT NULL,
  coupon_budget_usd_cents BIGINT NOT NULL);

CREATE TABLE agg_risk_15m (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, submitted INTEGER NOT NULL,
  blocked INTEGER NOT NULL);

-- dollars for a unit of the currency, at ended_at
CREATE TABLE agg_currency_15m (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, currency VARCHAR(3) NOT NULL, usd_rate DOUBLE PRECISION NOT NULL);

CREATE TABLE agg_customs_6h (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, carrier VARCHAR(20) NOT NULL,
  held INTEGER NOT NULL, overdue INTEGER NOT NULL, arrived_24h INTEGER NOT NULL, released_24h INTEGER NOT NULL);

-- due: promised for the day; decided: promised for the day 30 days before; paid: in the week that ended 7 days before
CREATE TABLE agg_promise_1d (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, carrier VARCHAR(20) NOT NULL,
  due INTEGER NOT NULL, in_time INTEGER NOT NULL, decided INTEGER NOT NULL, perfect INTEGER NOT NULL,
  paid INTEGER NOT NULL, scanned INTEGER NOT NULL);

-- delivered: 10 to 17 days before, reviewed: those of them with a review within 10 days; refunds of the day
CREATE TABLE agg_aftersale_1d (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, delivered INTEGER NOT NULL,
  reviewed INTEGER NOT NULL, refunds INTEGER NOT NULL, refunded_usd_cents BIGINT NOT NULL);

-- orders whose ship-by time fell in the day, and those their seller had cancelled by then
CREATE TABLE agg_cancel_1d (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, category VARCHAR(20) NOT NULL, tier VARCHAR(10) NOT NULL,
  due INTEGER NOT NULL, cancelled INTEGER NOT NULL);

-- weeks of buyers, sellers and orders, each at a fixed age at ended_at, a Monday
CREATE TABLE agg_repeat_1w (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, segment VARCHAR(20) NOT NULL,
  first_time INTEGER NOT NULL, again INTEGER NOT NULL);
CREATE TABLE agg_activation_1w (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, category VARCHAR(20) NOT NULL, joined INTEGER NOT NULL,
  sold INTEGER NOT NULL);
CREATE TABLE agg_dispute_1w (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, category VARCHAR(20) NOT NULL, shipped INTEGER NOT NULL,
  disputed INTEGER NOT NULL);
CREATE TABLE agg_order_defect_1w (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, tier VARCHAR(10) NOT NULL,
  orders INTEGER NOT NULL, defects INTEGER NOT NULL);
CREATE TABLE agg_chargeback_1w (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, method VARCHAR(10) NOT NULL,
  orders INTEGER NOT NULL, charged_back INTEGER NOT NULL);

-- how far the newest row lay behind the clock, at worst, in each quarter of an hour, and how many of the series expected
-- (those seen in at least six of the last eight same slots) had come
CREATE TABLE agg_load_15m (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, feed VARCHAR(20) NOT NULL, lag_seconds INTEGER NOT NULL,
  series_expected INTEGER NOT NULL, series_loaded INTEGER NOT NULL);
