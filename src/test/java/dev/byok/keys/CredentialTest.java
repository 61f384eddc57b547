package dev.byok.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.secrets.Secret;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CredentialTest {
  @Test
  void is_fetched_once_whether_ahead_or_not() {
    AtomicInteger fetched = new AtomicInteger();
    Credential credential =
        Credential.from(
            "a test",
            () -> {
              fetched.incrementAndGet();
              return Secret.of("sk-x");
            });
    credential.fetchAhead();
    credential.fetchAhead();
    assertEquals(Secret.of("sk-x"), credential.secret());
    assertEquals(Secret.of("sk-x"), credential.secret());
    assertEquals(1, fetched.get());
  }

  @Test
  void none_is_no_secret() {
    assertNull(Credential.none("no key is needed").secret());
  }

  /** Otherwise the prompt would be sent without a key, although one was chosen. */
  @Test
  void an_error_while_fetching_is_a_failure_and_never_no_key() {
    Credential credential =
        Credential.from(
            "a test",
            () -> {
              throw new UnsatisfiedLinkError("sk-CANARY");
            });
    credential.fetchAhead();
    for (int i = 0; i < 2; i++) {
      Failure failure = assertThrows(Failure.class, credential::secret);
      assertEquals(Kind.KEYCHAIN, failure.kind());
      assertEquals("the key could not be fetched: UnsatisfiedLinkError", failure.text());
    }
  }

  @Test
  void credentials_of_aws_are_fetched_again_when_they_are_about_to_expire() {
    AtomicInteger fetched = new AtomicInteger();
    Secret first = Secret.of("key 1");
    AwsIdentity found =
        new AwsIdentity(
            "a role",
            "us-east-1",
            "renew it",
            () -> Secret.of("key " + fetched.incrementAndGet()),
            first::equals);
    Credential credential = Credential.ofAws(found);
    credential.fetchAhead();
    assertEquals(first, credential.secret());
    assertEquals(Secret.of("key 2"), credential.secret());
    assertEquals(Secret.of("key 2"), credential.secret());
    assertEquals("renew it", credential.source().renewal());
  }
}
