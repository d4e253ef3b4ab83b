package io.signalbox.server.cases;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes results as the XML that build servers read. */
public final class JunitReport {
  private JunitReport() {}

  /**
   * Writes one test suite.
   *
   * @param suite its name
   */
  public static void write(Path file, String suite, List<CaseResult> results) throws IOException {
    var parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (Writer out = Files.newBufferedWriter(file)) {
      write(XMLOutputFactory.newFactory().createXMLStreamWriter(out), suite, results);
    } catch (XMLStreamException broken) {
      throw new IOException("the report could not be written", broken);
    }
  }

  private static void write(XMLStreamWriter xml, String suite, List<CaseResult> results)
      throws XMLStreamException {
    long failed = results.stream().filter(result -> !result.passed()).count();
    double seconds = results.stream().mapToDouble(JunitReport::seconds).sum();
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", plain(suite));
    xml.writeAttribute("tests", Integer.toString(results.size()));
    xml.writeAttribute("failures", Long.toString(failed));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "0");
    xml.writeAttribute("time", decimals(seconds));
    for (var result : results) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("name", plain(result.placed().routingCase().title()));
      xml.writeAttribute("classname", plain(suite));
      xml.writeAttribute("time", decimals(seconds(result)));
      if (!result.passed()) {
        xml.writeStartElement("failure");
        xml.writeAttribute("message", plain(told(result)));
        xml.writeAttribute("type", "routing");
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    xml.close();
  }

  private static String told(CaseResult result) {
    return result.differences().stream()
        .map(d -> "%s: %s (expected: %s)".formatted(d.what(), d.got(), d.wanted()))
        .collect(Collectors.joining("; "));
  }

  private static double seconds(CaseResult result) {
    return result.took().toNanos() / 1e9;
  }

  private static String decimals(double seconds) {
    return String.format(Locale.ROOT, "%.6f", seconds);
  }

  /** XML 1.0 has no place for most control characters. */
  private static String plain(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0xFFFE || c == 0xFFFF ? ' ' : c)
        .filter(c -> c < 0xD800 || c > 0xDFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
