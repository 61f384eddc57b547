package dev.byok.budget;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision of the budgets about a request.
 *
 * @param standings of the budgets that apply to the request, before it is sent
 * @param passed those that the request may exceed, or whose limit cannot be checked
 */
public record Decision(Claim claim, List<Standing> standings, List<Standing> passed) {
  public Decision {
    standings = List.copyOf(standings);
    passed = List.copyOf(passed);
  }

  /** Returns what the request may spend in the budget's unit, or null when the price is unknown. */
  static @Nullable BigDecimal asked(Claim claim, Unit unit) {
    return unit == Unit.USD
        ? claim.estimate().cost()
        : BigDecimal.valueOf(claim.estimate().tokens());
  }

  /** Returns the refusal, or null when the request may be sent. */
  public @Nullable Failure refusal() {
    if (passed.isEmpty()) {
      return null;
    }
    Standing first = passed.get(0);
    Failure failure =
        Failure.of(Kind.BUDGET, reason())
            .provider(claim.payer().provider())
            .reason(isUnpriced(first) ? Failure.Reason.PRICE_UNKNOWN : Failure.Reason.NONE)
            .hint(hint(first));
    for (Standing standing : passed) {
      failure = failure.detail("the budget is " + standing.budget().words());
      if (standing.running() > 0) {
        failure = failure.detail(held(standing));
      }
    }
    return failure;
  }

  /** Returns in one line why the request is refused, or would be if budgets were not overridden. */
  public String reason() {
    Standing first = passed.get(0);
    return isUnpriced(first) ? unpriced(first) : over(first);
  }

  private String hint(Standing standing) {
    String more =
        isUnpriced(standing) ? "byok usage reprice fetches the price list" : more(standing);
    // A program that sends requests through byok cannot override a budget.
    return claim.payer().client() == null
        ? more + "; use " + Budget.OVERRIDE + " to send it anyway"
        : more;
  }

  private String more(Standing standing) {
    Budget budget = standing.budget();
    Borrower borrower = budget.scope().borrower();
    if (borrower != null) {
      return "byok clients list tells more; byok clients set " + borrower.name() + " changes it";
    }
    return budget.per() == Per.EVER
        ? "start byok exec again with a larger --budget"
        : "byok budget show tells more";
  }

  private boolean isUnpriced(Standing standing) {
    return asked(claim, standing.budget().unit()) == null;
  }

  private String unpriced(Standing standing) {
    return "the price of "
        + UserWord.quoted(claim.model())
        + " is unknown, so the budget of "
        + standing.budget().limitWords()
        + " cannot be checked";
  }

  private String over(Standing standing) {
    Unit unit = standing.budget().unit();
    BigDecimal asked = asked(claim, unit);
    return "over budget: "
        + standing.shortWords()
        + ", and this request may "
        + (unit == Unit.USD ? "cost" : "take")
        + " up to "
        + Amounts.rounded(asked == null ? BigDecimal.ZERO : asked, unit, RoundingMode.UP)
        + " "
        + unit.words();
  }

  private static String held(Standing standing) {
    boolean one = standing.running() == 1;
    return (one
            ? "another running request reserves "
            : standing.running() + " other running requests reserve ")
        + standing.reservedWords()
        + " "
        + standing.budget().unit().words()
        + " of it";
  }
}
