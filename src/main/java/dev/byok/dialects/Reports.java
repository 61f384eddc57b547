package dev.byok.dialects;

import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells reports of a failure, under HTTP 200, from error fields that mean success. */
public final class Reports {
  private Reports() {}

  /**
   * Returns whether an {@code error} reports a failure. Some servers put an empty one, or one whose
   * code is zero, into every piece of a good answer.
   */
  public static boolean saysSomething(@Nullable Object error) {
    if (error instanceof JsonObject object) {
      if (isSuccess(object.get("code")) || isSuccess(object.get("status_code"))) {
        return false;
      }
      for (Object value : object.fields().values()) {
        if (saysSomething(value)) {
          return true;
        }
      }
      return false;
    }
    if (error instanceof List<?> list) {
      return !list.isEmpty();
    }
    if (error instanceof Number number) {
      return number.doubleValue() != 0;
    }
    return !(error == null
        || Boolean.FALSE.equals(error)
        || error.equals("")
        || error.equals("0")
        || error.equals("null"));
  }

  private static boolean isSuccess(@Nullable Object code) {
    String text = String.valueOf(code).toLowerCase(Locale.ROOT);
    return text.equals("0") || text.equals("200") || text.equals("ok") || text.equals("success");
  }

  /** Returns whether a body without an answer reports a failure, in any of the forms in use. */
  public static boolean isReport(JsonObject body) {
    return saysSomething(body.get("error"))
        || refuses(body)
        || "error".equals(body.text("object"))
        || "error".equals(body.text("type"))
        || saysSomething(body.get("message"))
        || saysSomething(body.get("detail"))
        || saysSomething(body.get("errors"))
        || saysSomething(body.get("error_type"))
        || saysSomething(body.get("__type"));
  }

  /** Returns whether MiniMax reports a failure. Its successes have this field too, with code 0. */
  public static boolean refuses(JsonObject body) {
    BigDecimal code = body.at("base_resp").decimal("status_code");
    return code != null && code.signum() != 0;
  }
}
