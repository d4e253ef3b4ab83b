package io.signalbox.server.extproc;

import static io.signalbox.server.extproc.Messages.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutationsTest {
  @Test
  void lastChangeOfAFieldWinsThoughProxiesRemoveFirst() {
    var mutation =
        Mutations.of(
            HeaderEdits.NONE
                .overwrite("a", "1")
                .remove("a")
                .remove("b")
                .overwrite("b", "2")
                .overwrite("c", "3")
                .overwrite("c", "4")
                .append("c", "5")
                .overwrite("d", "6")
                .overwrite("d", ""));

    assertThat(mutation.getRemoveHeadersList()).containsExactly("a", "b", "d");
    assertThat(mutation.getSetHeadersList())
        .extracting(option ->
            option.getHeader().getKey() + "=" + option.getHeader().getRawValue().toStringUtf8())
        .containsExactly("b=2", "c=4", "c=5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transfer-encoding",
        "content-length",
        "te",
        "connection",
        "upgrade",
        ":method",
        ":status",
        "a b",
        "a:b",
        "\u00e4",
        ""
      })
  void whatProxiesPunishIsLeftOut(String name) {
    var edits = HeaderEdits.NONE.overwrite(name, "x").append(name, "x").remove(name);

    assertThat(Mutations.of(edits).getSetHeadersCount()).isZero();
    assertThat(Mutations.of(edits).getRemoveHeadersCount()).isZero();
  }

  @Test
  void pathMayBeSetAndValuesArePrintable() {
    var mutation =
        Mutations.of(
            HeaderEdits.NONE
                .overwrite(":path", "/v1/messages")
                .overwrite("x", " a\nb\tc\u007f\u20ac "));

    assertThat(set(mutation))
        .containsEntry(":path", "/v1/messages")
        .containsEntry("x", "a b\tc \u20ac");
  }

  @Test
  void differenceMakesOneSetOfHeadersTheOther() {
    var from = headers("a", "1", "b", "2", "c", "3", "c", "4");
    for (var to :
        List.of(
            from,
            headers(),
            headers("a", "1", "c", "3"),
            headers("c", "4", "c", "3", "a", "9"),
            headers("d", "1", "d", "2", "b", "2"))) {
      var result = from.with(HeaderDifference.between(from, to)).fields();
      assertThat(result).containsExactlyInAnyOrderElementsOf(to.fields());
    }
    assertThat(HeaderDifference.between(from, from)).isEqualTo(HeaderEdits.NONE);
  }

  private static Headers headers(String... fields) {
    var all = new ArrayList<Header>();
    for (int i = 0; i < fields.length; i += 2) {
      all.add(new Header(fields[i], fields[i + 1]));
    }
    return new Headers(all);
  }
}
