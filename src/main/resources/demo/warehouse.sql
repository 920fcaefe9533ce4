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

-- the same orders and money, by category
CREATE TABLE agg_category_1d (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, category VARCHAR(20) NOT NULL,
  orders INTEGER NOT NULL, gmv_usd_cents BIGINT NOT NULL);

-- eighteen weeks, for growth over two times four weeks
CREATE TABLE agg_market_1d (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, orders INTEGER NOT NULL);

-- distinct buyers of the seven days that end at ended_at
CREATE TABLE agg_buyer_7d (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, segment VARCHAR(20) NOT NULL,
  buyers INTEGER NOT NULL);

CREATE TABLE agg_session_1h (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, platform VARCHAR(5) NOT NULL,
  sessions INTEGER NOT NULL, viewed INTEGER NOT NULL, carted INTEGER NOT NULL, checkouts INTEGER NOT NULL,
  paid INTEGER NOT NULL);

-- fifteen days; one vote for each payment intent, not for each attempt
CREATE TABLE agg_payment_5m (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, method VARCHAR(10) NOT NULL,
  intents INTEGER NOT NULL, approved INTEGER NOT NULL);

-- parcels by days since the carrier took them, over the 24 hours that end at ended_at: the days they spent on their way
-- at that age, and how many arrived; every six hours, up to the days promised
CREATE TABLE agg_parcel_age_24h (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, market VARCHAR(2) NOT NULL, carrier VARCHAR(20) NOT NULL,
  age_days INTEGER NOT NULL, parcel_days INTEGER NOT NULL, delivered INTEGER NOT NULL);

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

-- sellers by the days of the last seven on which they sold, listed or logged in, and by those of the fourteen before
CREATE TABLE agg_seller_1d (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, tier VARCHAR(10) NOT NULL, days_seen INTEGER NOT NULL,
  days_seen_before INTEGER NOT NULL, sellers INTEGER NOT NULL);

-- how far the newest row lay behind the clock, at worst, in each quarter of an hour
CREATE TABLE agg_load_15m (
  ended_at TIMESTAMP WITH TIME ZONE NOT NULL, feed VARCHAR(20) NOT NULL, lag_seconds INTEGER NOT NULL);
