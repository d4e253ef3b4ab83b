package io.signalbox.server.extproc;

import com.google.protobuf.BoolValue;
import com.google.protobuf.ByteString;
import io.signalbox.chat.HeaderEdit;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.extproc.wire.HeaderMutation;
import io.signalbox.extproc.wire.HeaderValue;
import io.signalbox.extproc.wire.HeaderValueOption;
import io.signalbox.extproc.wire.HeaderValueOption.HeaderAppendAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Header changes in the form that Envoy and agentgateway read alike. Values go into {@code
 * raw_value} alone, the only field Envoy reads; overwriting and appending are spelled so that the
 * deprecated flag and the action agree, because each proxy reads another of the two. What a proxy
 * would refuse the whole answer for, or hang on, is left out: framing, fields of one hop, malformed
 * names.
 */
final class Mutations {
  private static final Set<String> NOT_OURS =
      Set.of(
          "connection",
          "content-length",
          "http2-settings",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private Mutations() {}

  /** The changes as a mutation. Proxies remove before they set; a later change wins here, too. */
  static HeaderMutation of(HeaderEdits edits) {
    var removed = new LinkedHashSet<String>();
    var set = new ArrayList<HeaderValueOption>();
    for (var edit : edits.edits()) {
      var name = edit.name();
      if (!settable(name)) {
        continue;
      }
      var value = edit.value() == null ? "" : printable(edit.value());
      switch (edit) {
        case HeaderEdit.Append append when !value.isEmpty() -> set.add(appended(name, value));
        case HeaderEdit.Append empty -> {}
        case HeaderEdit.Remove remove -> remove(name, removed, set);
        // An empty value is added by one proxy and skipped by the other: the field goes instead.
        case HeaderEdit.Overwrite overwrite when value.isEmpty() -> remove(name, removed, set);
        case HeaderEdit.Overwrite overwrite -> {
          set.removeIf(option -> option.getHeader().getKey().equals(name));
          set.add(overwritten(name, value));
        }
      }
    }
    return HeaderMutation.newBuilder().addAllRemoveHeaders(removed).addAllSetHeaders(set).build();
  }

  /** Sets a field, whatever it was. */
  static HeaderValueOption overwritten(String name, String value) {
    return option(name, value)
        .setAppendAction(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
        .build();
  }

  private static HeaderValueOption appended(String name, String value) {
    return option(name, value)
        .setAppend(BoolValue.of(true))
        .setAppendAction(HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD)
        .build();
  }

  private static HeaderValueOption.Builder option(String name, String value) {
    return HeaderValueOption.newBuilder()
        .setHeader(
            HeaderValue.newBuilder()
                .setKey(name)
                .setRawValue(ByteString.copyFrom(value, StandardCharsets.UTF_8)));
  }

  private static void remove(String name, Set<String> removed, ArrayList<HeaderValueOption> set) {
    set.removeIf(option -> option.getHeader().getKey().equals(name));
    removed.add(name);
  }

  /** Whether both proxies take a change of this field; of the pseudo headers only the path. */
  private static boolean settable(String name) {
    return name.equals(":path") || (token(name) && !NOT_OURS.contains(name));
  }

  private static boolean token(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }

  private static String printable(String value) {
    return value.replaceAll("[\\x00-\\x08\\x0a-\\x1f\\x7f]", " ").strip();
  }
}
