package io.signalbox.kubernetes.resource;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The field of its items that a list may hold only once: a list of type map in the CRD. A CEL rule
 * for it costs the square of the length, which the API server refuses for nested lists.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface UniqueBy {
  /** Name of the field. */
  String value();
}
