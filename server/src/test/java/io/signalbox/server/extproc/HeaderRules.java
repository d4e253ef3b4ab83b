package io.signalbox.server.extproc;

import io.signalbox.chat.Header;
import io.signalbox.extproc.wire.HeaderMutation;
import io.signalbox.extproc.wire.HeaderValue;
import io.signalbox.extproc.wire.HeaderValueOption;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How a proxy reads header changes (extproc-clients 1.10 and its corrections). */
enum HeaderRules {
  ENVOY {
    // Only raw_value is read: header.value.
    @Override
    String value(HeaderValue header) {
      return header.getRawValue().toString(StandardCharsets.UTF_8);
    }

    // The action is not read: header.add-if-absent, header.append-true-overwrite.
    @Override
    boolean appends(HeaderValueOption option) {
      return option.getAppend().getValue();
    }

    @Override
    boolean blocked(String name) {
      return name.startsWith("x-envoy-")
          || Set.of(":method", ":authority", ":scheme", "host").contains(name);
    }
  },
  AGENTGATEWAY {
    @Override
    String value(HeaderValue header) {
      return header.getRawValue().isEmpty()
          ? header.getValue()
          : header.getRawValue().toString(StandardCharsets.UTF_8);
    }

    // The action wins over the flag unless it is the default: header.append-true-overwrite.
    @Override
    boolean appends(HeaderValueOption option) {
      return option.getAppendActionValue() == 0 && option.getAppend().getValue();
    }

    @Override
    boolean blocked(String name) {
      return false;
    }
  };

  /** What became of a change of headers. */
  enum Taken {
    WHOLE,
    PARTLY,
    /** The whole answer is refused. */
    INVALID
  }

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z:-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\uffff]*");

  abstract String value(HeaderValue header);

  abstract boolean appends(HeaderValueOption option);

  abstract boolean blocked(String name);

  /** Applies changes to headers; removals come first. */
  Taken apply(HeaderMutation mutation, List<Header> headers) {
    var taken = Taken.WHOLE;
    for (var name : mutation.getRemoveHeadersList()) {
      var lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith(":") || lower.equals("host")) {
        taken = this == ENVOY ? Taken.PARTLY : taken;
      } else {
        headers.removeIf(header -> header.name().equals(lower));
      }
    }
    for (var option : mutation.getSetHeadersList()) {
      var name = option.getHeader().getKey().toLowerCase(Locale.ROOT);
      var value = value(option.getHeader());
      boolean valid = NAME.matcher(name).matches() && VALUE.matcher(value).matches();
      if (!valid && this == ENVOY) {
        return Taken.INVALID;
      }
      if (blocked(name)) {
        taken = Taken.PARTLY;
      } else if (valid && !(this == AGENTGATEWAY && value.isEmpty())) {
        set(option, name, value, headers);
      }
    }
    return taken;
  }

  private void set(HeaderValueOption option, String name, String value, List<Header> headers) {
    var old = new ArrayList<>(headers);
    old.removeIf(header -> !header.name().equals(name));
    if (this == AGENTGATEWAY) {
      switch (option.getAppendAction()) {
        case ADD_IF_ABSENT -> {
          if (!old.isEmpty()) {
            return;
          }
        }
        case OVERWRITE_IF_EXISTS -> {
          if (old.isEmpty()) {
            return;
          }
        }
        default -> {}
      }
    }
    if (!appends(option)) {
      headers.removeAll(old);
    }
    headers.add(new Header(name, value));
  }
}
