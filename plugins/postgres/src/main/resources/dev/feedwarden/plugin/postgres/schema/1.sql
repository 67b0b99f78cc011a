-- A table that is there stays as it is.
DO $$ BEGIN
IF to_regclass('${quotes}') IS NULL THEN
    CREATE TABLE ${quotes} (
        journal text NOT NULL,
        sequence bigint NOT NULL,
        feed text NOT NULL,
        instrument text NOT NULL,
        exchange_time timestamptz NOT NULL,
        received_time timestamptz NOT NULL,
        bid double precision,
        ask double precision,
        bid_size double precision,
        ask_size double precision,
        last double precision,
        mark double precision,
        bid_iv double precision,
        ask_iv double precision,
        mark_iv double precision,
        underlying double precision,
        index double precision,
        open_interest double precision,
        delta double precision,
        gamma double precision,
        vega double precision,
        theta double precision,
        rho double precision,
        PRIMARY KEY (journal, sequence, exchange_time)
    );
    COMMENT ON TABLE ${quotes} IS 'Quotes as the venues sent them; journal and sequence name a tick for ever.';
    CREATE INDEX ON ${quotes} (received_time);
END IF;
END $$;

DO $$ BEGIN
IF to_regclass('${trades}') IS NULL THEN
    CREATE TABLE ${trades} (
        journal text NOT NULL,
        sequence bigint NOT NULL,
        feed text NOT NULL,
        instrument text NOT NULL,
        exchange_time timestamptz NOT NULL,
        received_time timestamptz NOT NULL,
        id text NOT NULL,
        price double precision,
        size double precision,
        side text NOT NULL,
        PRIMARY KEY (journal, sequence, exchange_time)
    );
    COMMENT ON TABLE ${trades} IS 'Trades as the venues sent them; journal and sequence name a tick for ever.';
    CREATE INDEX ON ${trades} (received_time);
END IF;
END $$;
