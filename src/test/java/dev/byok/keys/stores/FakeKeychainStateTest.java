package dev.byok.keys.stores;

import static dev.byok.keys.stores.dbus.FakeSecretService.LOGIN;
import static dev.byok.keys.stores.dbus.FakeSecretService.SESSION;
import static dev.byok.keys.stores.dbus.FakeSecretService.WORK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.keys.stores.dbus.FakeSecretService;
import dev.byok.keys.stores.dbus.FakeSecretService.Prompting;
import dev.byok.secrets.Secret;
import dev.byok.testing.RealKeyring;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the states of a Secret Service that gnome-keyring cannot be brought into. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FakeKeychainStateTest extends KeychainStateContract {
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final String ACCOUNT = NAME.toString();
  private static final String NO_OBJECT = "org.freedesktop.Secret.Error.NoSuchObject";

  @SuppressWarnings("NullAway.Init")
  private RealKeyring bus;

  @SuppressWarnings("NullAway.Init")
  private FakeSecretService service;

  private record Fake(RealKeyring bus, FakeSecretService service) implements Rig {
    @Override
    public Map<String, String> env() {
      return bus.env();
    }

    @Override
    public void lock() {
      service.lock(LOGIN);
    }

    @Override
    public void close() {}
  }

  @BeforeAll
  void startBus() throws Exception {
    bus = RealKeyring.startBus();
  }

  @AfterAll
  void stopBus() throws Exception {
    bus.close();
  }

  @BeforeEach
  void start() throws Exception {
    service = FakeSecretService.start(bus.socket());
  }

  @AfterEach
  void stop() throws Exception {
    service.close();
    bus.awaitNobody("org.freedesktop.secrets");
  }

  @Override
  Rig withPassword() {
    return new Fake(bus, service);
  }

  @Override
  Rig withoutPassword() {
    service.with(LOGIN, false).lock(LOGIN);
    return new Fake(bus, service);
  }

  @Override
  Rig withoutDefaultCollection() {
    service.without(LOGIN).standard("/");
    return new Fake(bus, service);
  }

  @Override
  Rig inMemory() {
    service.without(LOGIN).standard(SESSION);
    return new Fake(bus, service);
  }

  @Test
  void a_key_that_is_there_takes_no_more_calls_than_before() {
    service.put(LOGIN, ACCOUNT, "sk-there");
    assertTrue(onDisplay(AMPLE).read(NAME).equals(Secret.of("sk-there")));
    assertEquals(List.of("SearchItems", "OpenSession", "GetSecret"), service.calls());
  }

  @Test
  void items_that_are_hidden_while_locked_are_locked() {
    service.put(LOGIN, ACCOUNT, Canary.VALUE).hiding().lock(LOGIN);
    everything_fails(keychain(withPassword()), LOCKED);
    assertEquals(1, service.size(LOGIN));
    assertFalse(service.calls().contains("Prompt"), "no dialog without a display");
  }

  @Test
  void a_hiding_service_without_a_password_is_unlocked_and_searched_again() {
    service.with(LOGIN, false).put(LOGIN, ACCOUNT, "sk-hidden").hiding().lock(LOGIN);
    assertTrue(withoutDisplay().read(NAME).equals(Secret.of("sk-hidden")));
    service.lock(LOGIN);
    withoutDisplay().remove(NAME);
    assertEquals(0, service.size(LOGIN));
  }

  @Test
  void nobody_is_asked_where_that_is_not_allowed() {
    service.put(LOGIN, ACCOUNT, Canary.VALUE).hiding().lock(LOGIN);
    Keychain silent = new Keychain(displayed(), "Linux", AMPLE, false);
    everything_fails(silent, LOCKED);
    assertFalse(service.calls().contains("Prompt"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_prompt_that_unlocks_goes_on_to_the_key(boolean hiding) {
    service.put(LOGIN, ACCOUNT, "sk-asked").prompting(Prompting.UNLOCKS).lock(LOGIN);
    if (hiding) {
      service.hiding();
    }
    assertTrue(onDisplay(AMPLE).read(NAME).equals(Secret.of("sk-asked")));
    service.lock(LOGIN);
    onDisplay(AMPLE).write(NAME, Secret.of("sk-new"));
    service.lock(LOGIN);
    onDisplay(AMPLE).remove(NAME);
    assertEquals(0, service.size(LOGIN));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_prompt_that_is_dismissed_is_a_denial(boolean hiding) {
    service.put(LOGIN, ACCOUNT, Canary.VALUE).prompting(Prompting.IS_DISMISSED).lock(LOGIN);
    if (hiding) {
      service.hiding();
    }
    String denied = "the keychain denied access to the key \"openai:work\"";
    fails(denied, () -> onDisplay(AMPLE).read(NAME));
    fails(denied, () -> onDisplay(AMPLE).write(NAME, Secret.of(Canary.VALUE)));
    fails(denied, () -> onDisplay(AMPLE).remove(NAME));
    assertEquals(1, service.size(LOGIN));
  }

  @Test
  void a_prompt_that_nobody_answers_ends_with_the_time_limit() {
    service.put(LOGIN, ACCOUNT, Canary.VALUE).hiding().lock(LOGIN);
    Failure late =
        fails("the keychain did not answer within 700 ms", () -> onDisplay(SHORT).remove(NAME));
    assertEquals(List.of("a dialog asks for its password"), late.details());
  }

  @Test
  void a_prompt_that_ends_well_and_unlocks_nothing_is_locked() {
    service.put(LOGIN, ACCOUNT, Canary.VALUE).prompting(Prompting.UNLOCKS_NOTHING);
    service.hiding().lock(LOGIN);
    fails(LOCKED, () -> onDisplay(AMPLE).read(NAME));
    fails(LOCKED, () -> onDisplay(AMPLE).write(NAME, Secret.of(Canary.VALUE)));
    fails(LOCKED, () -> onDisplay(AMPLE).remove(NAME));
  }

  @Test
  void a_key_may_hide_in_another_collection_that_is_locked() {
    service.with(WORK, true).put(WORK, ACCOUNT, Canary.VALUE).hiding().lock(WORK);
    Keychain keychain = onDisplay(AMPLE);
    Failure hidden = fails(LOCKED, () -> keychain.read(NAME));
    assertEquals(
        "the key \"openai:work\" may be in one of its other collections, which is locked",
        hidden.details().getFirst());
    fails(LOCKED, () -> keychain.remove(NAME));
    assertTrue(keychain.find(NAME).isEmpty(), "a new key may still be written");
    assertEquals(
        "answers, unlocked; another of its collections is locked", keychain.describe(NAME));
    assertFalse(service.calls().contains("Prompt"), "nobody is asked for a collection of others");
  }

  @Test
  void a_locked_collection_that_lists_its_items_hides_nothing() {
    service.with(WORK, true).put(WORK, "anthropic", Canary.VALUE).lock(WORK);
    absent(() -> withoutDisplay().read(NAME));
    absent(() -> withoutDisplay().remove(NAME));
  }

  @Test
  void a_locked_default_collection_counts_although_another_one_is_open() {
    service.with(WORK, true).hiding().lock(LOGIN);
    everything_fails(withoutDisplay(), LOCKED);
  }

  @Test
  void a_key_in_another_collection_is_read_moved_and_removed() {
    service.with(WORK, true).put(WORK, ACCOUNT, "sk-elsewhere");
    Keychain keychain = withoutDisplay();
    assertTrue(keychain.read(NAME).equals(Secret.of("sk-elsewhere")));
    keychain.write(NAME, Secret.of("sk-moved"));
    assertEquals(0, service.size(WORK));
    assertEquals(1, service.size(LOGIN));
    service.clear(LOGIN);
    service.put(WORK, ACCOUNT, "sk-elsewhere");
    keychain.remove(NAME);
    assertEquals(0, service.size(WORK));
    absent(() -> keychain.read(NAME));
  }

  @Test
  void a_key_in_another_collection_is_removed_although_the_default_one_is_locked() {
    service.with(WORK, true).put(WORK, ACCOUNT, "sk-elsewhere").lock(LOGIN);
    withoutDisplay().remove(NAME);
    assertEquals(0, service.size(WORK));
  }

  @Test
  void two_items_of_one_name_are_told_and_left_alone() {
    service.with(WORK, true).put(WORK, ACCOUNT, Canary.VALUE).put(LOGIN, ACCOUNT, Canary.VALUE);
    String several = "the keychain holds 2 items for the key \"openai:work\"";
    service.lock(WORK);
    fails(several, () -> withoutDisplay().read(NAME));
    fails(several, () -> withoutDisplay().write(NAME, Secret.of(Canary.VALUE)));
    fails(several, () -> withoutDisplay().remove(NAME));
    assertEquals(2, service.size(WORK) + service.size(LOGIN));
  }

  @Test
  void an_alias_of_a_collection_that_was_deleted_is_no_collection() {
    service.without(LOGIN);
    everything_fails(withoutDisplay(), NO_COLLECTION);
  }

  @Test
  void a_default_collection_that_comes_a_moment_late_is_used() {
    service.standard("/");
    service.before("ReadAlias", () -> service.before("ReadAlias", () -> service.standard(LOGIN)));
    absent(() -> withoutDisplay().read(NAME));
  }

  @Test
  void without_a_default_collection_a_locked_one_may_hide_the_key() {
    service.with(WORK, true).put(WORK, ACCOUNT, Canary.VALUE).hiding().lock(WORK);
    service.without(LOGIN).standard("/");
    everything_fails(withoutDisplay(), LOCKED);
    service.prompting(Prompting.UNLOCKS);
    assertTrue(onDisplay(AMPLE).read(NAME).equals(Secret.of(Canary.VALUE)));
  }

  @Test
  void an_item_that_is_deleted_between_search_and_read_is_absent() {
    service.put(LOGIN, ACCOUNT, Canary.VALUE).before("GetSecret", () -> service.clear(LOGIN));
    absent(() -> withoutDisplay().read(NAME));
  }

  @Test
  void an_item_that_is_listed_and_cannot_be_read_is_not_absent() {
    service.put(LOGIN, ACCOUNT, Canary.VALUE).failing("GetSecret", NO_OBJECT);
    Failure odd =
        fails("the keychain does not work as it should", () -> withoutDisplay().read(NAME));
    assertEquals(List.of("it answered with " + NO_OBJECT), odd.details());
  }

  @Test
  void a_keychain_that_is_locked_between_search_and_read_is_locked() {
    service.put(LOGIN, ACCOUNT, Canary.VALUE).hiding();
    service.before("GetSecret", () -> service.lock(LOGIN));
    fails(LOCKED, () -> withoutDisplay().read(NAME));
  }

  @Test
  void a_keychain_that_is_locked_while_a_key_is_removed_is_not_trusted() {
    service.put(LOGIN, ACCOUNT, Canary.VALUE).hiding();
    service.before("Delete", () -> service.before("SearchItems", () -> service.lock(LOGIN)));
    fails(LOCKED, () -> withoutDisplay().remove(NAME));
  }

  @Test
  void a_removal_that_the_service_asks_about_and_nobody_confirms_is_no_removal() {
    service.with(WORK, true).put(WORK, ACCOUNT, Canary.VALUE).asksBeforeRemoving();
    fails(
        "the keychain did not remove the key \"openai:work\"", () -> withoutDisplay().remove(NAME));
    assertEquals(1, service.size(WORK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SearchItems", "Get", "GetSecret", "Unlock", "Delete"})
  void a_service_that_goes_away_in_between_is_missing_and_its_key_not_absent(String member) {
    service.put(LOGIN, ACCOUNT, Canary.VALUE).before(member, service::close);
    if (member.equals("Unlock")) {
      service.lock(LOGIN);
    }
    Keychain keychain = withoutDisplay();
    if (member.equals("GetSecret")) {
      fails("no keychain was found on this machine", () -> keychain.read(NAME));
    } else {
      assertFalse(
          KeychainFailures.isAbsence(
              org.junit.jupiter.api.Assertions.assertThrows(
                  Failure.class, () -> keychain.remove(NAME))));
    }
  }

  @Test
  void a_keychain_that_somebody_unlocks_between_search_and_look_is_searched_again() {
    service.put(LOGIN, ACCOUNT, "sk-hidden").hiding().lock(LOGIN);
    service.before("ReadAlias", () -> service.unlock(LOGIN));
    withoutDisplay().remove(NAME);
    assertEquals(0, service.size(LOGIN));
  }

  @Test
  void a_denial_is_told_apart() {
    service.put(LOGIN, ACCOUNT, Canary.VALUE);
    service.failing("GetSecret", "org.freedesktop.DBus.Error.AccessDenied");
    fails(
        "the keychain denied access to the key \"openai:work\"", () -> withoutDisplay().read(NAME));
  }

  @Test
  void a_service_that_the_bus_cannot_start_in_time_is_told_apart() {
    service.failing("SearchItems", "org.freedesktop.DBus.Error.TimedOut");
    fails("the keychain did not start in time", () -> withoutDisplay().remove(NAME));
  }

  private Keychain onDisplay(Duration limit) {
    return new Keychain(displayed(), "Linux", limit, true);
  }

  private Keychain withoutDisplay() {
    return new Keychain(bus.env(), "Linux", AMPLE, true);
  }

  private Map<String, String> displayed() {
    Map<String, String> env = new TreeMap<>(bus.env());
    env.put("WAYLAND_DISPLAY", "wayland-0");
    return env;
  }
}
