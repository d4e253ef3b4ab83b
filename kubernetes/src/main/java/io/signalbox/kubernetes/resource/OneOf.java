package io.signalbox.kubernetes.resource;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The values that a field may have in the CRD. The field stays a string (or a number) in Java, so
 * that a value of a newer version of the CRD can still be read and reported.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface OneOf {
  /** The values, numbers in decimal digits. */
  String[] value();
}
