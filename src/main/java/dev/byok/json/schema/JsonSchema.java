package dev.byok.json.schema;

import dev.byok.json.JsonObject;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.JsonSchemaException;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema, of the draft that it names or else of 2020-12. References lead into the schema
 * itself only: nothing is ever fetched.
 */
public final class JsonSchema {
  private static final int MOST_SHOWN = 5;

  private final Validator validator;
  private final URI schema;

  private JsonSchema(Validator validator, URI schema) {
    this.validator = validator;
    this.schema = schema;
  }

  /**
   * Reads a schema.
   *
   * @throws NotASchemaException when it is none
   */
  public static JsonSchema of(JsonObject schema) throws NotASchemaException {
    Validator validator =
        new ValidatorFactory().withJsonNodeFactory(new ValueNodeFactory()).createValidator();
    try {
      return new JsonSchema(validator, validator.registerSchema(ValueNode.root(schema)));
    } catch (JsonSchemaException | IllegalArgumentException broken) {
      throw new NotASchemaException(String.valueOf(broken.getMessage()));
    }
  }

  /**
   * Where a value does not fit, and why, at most five times; empty when it fits.
   *
   * @param value as {@code Json} reads it
   */
  public List<String> violations(@Nullable Object value) {
    Validator.Result result;
    try {
      result = validator.validate(schema, ValueNode.root(value));
    } catch (JsonSchemaException broken) {
      // A reference that leads nowhere shows only when it is followed.
      return List.of("the schema itself fails: " + broken.getMessage());
    } catch (StackOverflowError circle) {
      return List.of("the schema leads back to itself without end");
    }
    List<String> found = new ArrayList<>();
    for (Error error : result.getErrors()) {
      if (found.size() < MOST_SHOWN) {
        String where = error.getInstanceLocation();
        found.add((where.isEmpty() ? "the value" : where) + ": " + error.getError());
      }
    }
    return result.isValid() ? List.of() : found.isEmpty() ? List.of("it does not fit") : found;
  }
}
