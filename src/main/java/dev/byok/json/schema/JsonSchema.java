package dev.byok.json.schema;

import dev.byok.json.JsonObject;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.InvalidSchemaException;
import dev.harrel.jsonschema.JsonSchemaException;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema, of the draft that it names or otherwise of 2020-12. Its references are {@code #}
 * and {@code #/…}, places in the schema itself: nothing is ever fetched.
 */
public final class JsonSchema {
  private static final int MOST_SHOWN = 5;

  /** A regular expression can take practically forever. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The library needs an address for a schema that has none. */
  private static final URI BASE = URI.create("schema:/");

  private final Validator validator;
  private final URI schema;

  private JsonSchema(Validator validator, URI schema) {
    this.validator = validator;
    this.schema = schema;
  }

  /**
   * Reads a schema.
   *
   * @throws NotASchemaException if it is not a schema, or contains what cannot be checked
   */
  public static JsonSchema of(JsonObject schema) throws NotASchemaException {
    SchemaRules.requireNumbers(schema);
    Validator validator =
        new ValidatorFactory().withJsonNodeFactory(new ValueNodeFactory()).createValidator();
    URI registered;
    try {
      registered = validator.registerSchema(BASE, ValueNode.root(schema));
    } catch (InvalidSchemaException broken) {
      List<String> found = told(broken.getErrors(), "#");
      throw new NotASchemaException(found.isEmpty() ? words(broken) : found.get(0));
    } catch (JsonSchemaException | IllegalArgumentException broken) {
      throw new NotASchemaException(words(broken));
    }
    SchemaRules.requireUnderstood(schema);
    return new JsonSchema(validator, registered);
  }

  /**
   * Returns where a value does not match, and why, five places at most; empty if it matches.
   *
   * @param value as {@code Json} reads it
   */
  public List<String> violations(@Nullable Object value) {
    return violations(value, PATIENCE);
  }

  List<String> violations(@Nullable Object value, Duration patience) {
    List<String> strange = new ArrayList<>();
    for (String pointer : Numbers.outOfReach(value)) {
      if (strange.size() < MOST_SHOWN) {
        strange.add(place(pointer, "") + ": a number with too large an exponent to be checked");
      }
    }
    if (!strange.isEmpty()) {
      return strange;
    }
    FutureTask<List<String>> check = new FutureTask<>(() -> check(value));
    // A regular expression cannot be stopped, so a check that takes too long is abandoned.
    Thread.ofPlatform().daemon().name("schema").start(check);
    try {
      return check.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException endless) {
      return List.of("the value could not be checked in time");
    } catch (ExecutionException broken) {
      throw new IllegalStateException("the value was not checked", broken.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return List.of("the value could not be checked: interrupted");
    }
  }

  private List<String> check(@Nullable Object value) {
    Validator.Result result;
    try {
      result = validator.validate(schema, ValueNode.root(value));
    } catch (JsonSchemaException broken) {
      return List.of("the schema itself fails: " + words(broken));
    } catch (ArithmeticException incalculable) {
      return List.of("the value could not be checked: " + incalculable.getMessage());
    } catch (StackOverflowError deep) {
      return List.of("the value could not be checked: too deep");
    }
    if (result.isValid()) {
      return List.of();
    }
    List<String> found = told(result.getErrors(), "");
    return found.isEmpty() ? List.of("it does not fit") : found;
  }

  private static List<String> told(List<Error> errors, String root) {
    List<String> found = new ArrayList<>();
    for (Error error : errors) {
      if (found.size() < MOST_SHOWN) {
        found.add(place(error.getInstanceLocation(), root) + ": " + error.getError());
      }
    }
    return found;
  }

  private static String place(String pointer, String root) {
    return pointer.isEmpty() && root.isEmpty() ? "the value" : root + pointer;
  }

  /** The library's words without the address that was made up for it. */
  private static String words(RuntimeException broken) {
    return String.valueOf(broken.getMessage()).replace(BASE.toString(), "");
  }
}
