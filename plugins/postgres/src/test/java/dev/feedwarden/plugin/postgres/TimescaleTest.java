package dev.feedwarden.plugin.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TimescaleTest {

    private static final TableName TABLE = new TableName("market.", "quotes");

    @Test
    void hypertables_areEmptyOnesCutByTheTimeInTheirPrimaryKey() {
        assertThat(Timescale.hypertables(TABLE))
                .containsExactly(
                        "SELECT create_hypertable('market.quotes', 'exchange_time', if_not_exists => TRUE)"
                                + " WHERE NOT EXISTS (SELECT FROM market.quotes)",
                        "SELECT create_hypertable('market.quotes_trades', 'exchange_time', if_not_exists => TRUE)"
                                + " WHERE NOT EXISTS (SELECT FROM market.quotes_trades)");
    }

    @Test
    void retention_days_replacesWhatWasSet() {
        assertThat(Timescale.retention(TABLE, 90))
                .containsExactly(
                        "SELECT remove_retention_policy('market.quotes', if_exists => TRUE)",
                        "SELECT add_retention_policy('market.quotes', INTERVAL '90 days')",
                        "SELECT remove_retention_policy('market.quotes_trades', if_exists => TRUE)",
                        "SELECT add_retention_policy('market.quotes_trades', INTERVAL '90 days')");
    }

    @Test
    void retention_forEver_changesNothing() {
        assertThat(Timescale.retention(TABLE, 0)).isEmpty();
    }
}
