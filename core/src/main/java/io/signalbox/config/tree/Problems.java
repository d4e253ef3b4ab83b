package io.signalbox.config.tree;

import io.signalbox.config.tree.Problem.Severity;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** Collects the problems of one file; the same problem counts once. */
public final class Problems {
  private final String file;
  private final Collection<Problem> found = new LinkedHashSet<>();
  private int errors;

  /**
   * @param file how the file is named in every problem
   */
  public Problems(String file) {
    this.file = file;
  }

  /** How the file is named. */
  public String file() {
    return file;
  }

  /** Adds a problem made elsewhere. */
  public void add(Problem problem) {
    if (found.add(problem) && problem.isError()) {
      errors++;
    }
  }

  /** Adds something that makes the document unusable. */
  public void error(int line, String path, String value, String expectation) {
    add(new Problem(Severity.ERROR, file, line, path, value, expectation));
  }

  /** Adds something the reader should know, though the document can be used. */
  public void warning(int line, String path, String value, String expectation) {
    add(new Problem(Severity.WARNING, file, line, path, value, expectation));
  }

  /** How many errors were added. */
  public int errors() {
    return errors;
  }

  /** All problems by line; those of one line in the order they were found. */
  public List<Problem> sorted() {
    return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }
}
