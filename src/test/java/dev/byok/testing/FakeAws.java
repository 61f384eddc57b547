package dev.byok.testing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * AWS under its own names, behind a proxy on loopback: Bedrock, the token service (STS) and the
 * portal of SSO in the region us-east-1. Whoever proves to be the source is given the credentials
 * that {@link FakeBedrock} accepts. Any other name is refused.
 */
public final class FakeAws implements Closeable {
  /** The key that may assume roles, and that Bedrock does not know. */
  public static final String SOURCE_ID = "AKIASOURCECANARY5678";

  public static final String SOURCE_SECRET = "source/CANARY+0123456789abcdefghijklmnopq";
  public static final String ROLE = "arn:aws:iam::123456789012:role/Reader";
  public static final String SSO_TOKEN = "ssoTOKENcanary0123456789";
  public static final String WEB_TOKEN = "eyJjYW5hcnkiOiJ3ZWIifQ.webTOKEN.canary";

  /** What no output may contain. */
  public static final List<String> SECRETS =
      List.of(
          FakeBedrock.ID,
          FakeBedrock.SECRET,
          FakeBedrock.TOKEN,
          SOURCE_ID,
          SOURCE_SECRET,
          SSO_TOKEN,
          WEB_TOKEN);

  private final FakeBedrock bedrock;
  private final TlsServer server;
  private final RawServer proxy;
  private final Path authority;
  private volatile String expiration = "2099-01-01T00:00:00Z";

  private FakeAws(Path folder) throws IOException, GeneralSecurityException {
    TestCertificates.Issued root = TestCertificates.authority("Test authority of AWS").selfSigned();
    TestCertificates.Issued leaf =
        TestCertificates.server()
            .dns("bedrock-runtime.us-east-1.amazonaws.com")
            .dns("bedrock.us-east-1.amazonaws.com")
            .dns("sts.us-east-1.amazonaws.com")
            .dns("portal.sso.us-east-1.amazonaws.com")
            .under(root);
    bedrock = FakeBedrock.start();
    server = TlsServer.answering(leaf, this::answer);
    proxy = TunnelProxy.to(server.port());
    authority = root.pem(folder);
  }

  /**
   * Starts all of AWS that byok asks.
   *
   * @param folder where the certificate of the authority is written
   */
  public static FakeAws start(Path folder) throws IOException, GeneralSecurityException {
    return new FakeAws(folder);
  }

  /** Sets when the credentials of roles end. */
  public FakeAws expiring(String time) {
    expiration = time;
    return this;
  }

  /** Returns the variables that lead a program here. */
  public Map<String, String> env() {
    return Map.of("HTTPS_PROXY", proxy.url(), "SSL_CERT_FILE", authority.toString());
  }

  /** Returns the requests to this service, by the beginning of its host's name. */
  public List<String> requests(String host) {
    return server.requests().stream()
        .filter(request -> MockProvider.header(request, "Host").startsWith(host))
        .toList();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    server.close();
    bedrock.close();
  }

  private RawServer.Script answer(String request) {
    String host = MockProvider.header(request, "Host");
    return switch (host.substring(0, host.indexOf('.'))) {
      case "bedrock", "bedrock-runtime" -> bedrock.reply(request);
      case "sts" -> sts(request);
      case "portal" -> portal(request);
      default -> RawServer.answer(404, "{}");
    };
  }

  private RawServer.Script sts(String request) {
    String form = MockProvider.body(request);
    if (form.contains("role%2FEcho")) {
      String secrets = SOURCE_ID + " " + SOURCE_SECRET + " " + WEB_TOKEN;
      return error(403, "AccessDenied", "You are " + secrets);
    }
    if (form.contains("role%2FSkewed")) {
      return error(403, "SignatureDoesNotMatch", "Signature expired: 20261130T000000Z is now");
    }
    if (form.contains("role%2FBusy")) {
      return error(503, "ServiceUnavailable", "try later");
    }
    if (form.contains("role%2FPage")) {
      return RawServer.answer(200, "<html>Sign in to the network</html>");
    }
    boolean web = form.contains("Action=AssumeRoleWithWebIdentity&");
    if (!form.contains("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2FReader")) {
      return error(403, "AccessDenied", "User: x is not authorized to perform: sts:AssumeRole");
    }
    if (web) {
      return form.contains("WebIdentityToken=" + WEB_TOKEN)
          ? role("AssumeRoleWithWebIdentity")
          : error(400, "ExpiredTokenException", "Token expired: current date must be before");
    }
    String given = MockProvider.header(request, "Authorization");
    String expected = AwsSignature.expected(request, SOURCE_ID, SOURCE_SECRET, "us-east-1", "sts");
    return AwsSignature.signsWhatMatters(request) && given.equals(expected)
        ? role("AssumeRole")
        : error(403, "InvalidClientTokenId", "The security token included is invalid");
  }

  private RawServer.Script role(String action) {
    return RawServer.answer(
        200,
        "<%1$sResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><%1$sResult><Credentials>"
                .formatted(action)
            + "<AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>"
                .formatted(FakeBedrock.ID, FakeBedrock.SECRET)
            + "<SessionToken>%s</SessionToken><Expiration>%s</Expiration></Credentials>"
                .formatted(FakeBedrock.TOKEN, expiration)
            + "</%1$sResult></%1$sResponse>".formatted(action));
  }

  private static RawServer.Script error(int status, String code, String message) {
    return RawServer.answer(
        status,
        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
            .formatted(code, message));
  }

  private static RawServer.Script portal(String request) {
    String line = request.split("\r\n", 2)[0];
    if (!MockProvider.header(request, "x-amz-sso_bearer_token").equals(SSO_TOKEN)) {
      return RawServer.answer(
          401, "{\"message\":\"Session token not found or invalid\",\"__type\":\"Unauthorized\"}");
    }
    if (!line.equals(
        "GET /federation/credentials?role_name=Reader&account_id=123456789012 HTTP/1.1")) {
      return RawServer.answer(
          403, "{\"message\":\"No access with " + SSO_TOKEN + "\",\"__type\":\"Forbidden\"}");
    }
    return RawServer.answer(
        200,
        "{\"roleCredentials\":{\"accessKeyId\":\"%s\",\"secretAccessKey\":\"%s\",\"sessionToken\":\"%s\",\"expiration\":%d}}"
            .formatted(
                FakeBedrock.ID,
                FakeBedrock.SECRET,
                FakeBedrock.TOKEN,
                Instant.parse("2099-01-01T00:00:00Z").toEpochMilli()));
  }

  /** Returns the text as the portal's cache has it. */
  public static String cache(String token, String expires) {
    return "{\"startUrl\":\"https://x.awsapps.com/start\",\"region\":\"us-east-1\",\"accessToken\":\"%s\",\"expiresAt\":\"%s\"}"
        .formatted(token, expires);
  }
}
