package io.signalbox.backends.replay;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** Fills the parameters of a statement one after the other. */
final class Parameters {
  private final PreparedStatement statement;
  private int filled;

  Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  /** Text as Postgres can hold it: it knows no character 0. */
  Parameters text(String value) throws SQLException {
    statement.setString(++filled, value.replace("\0", ""));
    return this;
  }

  Parameters time(OffsetDateTime value) throws SQLException {
    statement.setObject(++filled, value);
    return this;
  }

  Parameters truth(boolean value) throws SQLException {
    statement.setBoolean(++filled, value);
    return this;
  }

  Parameters number(int value) throws SQLException {
    statement.setInt(++filled, value);
    return this;
  }
}
