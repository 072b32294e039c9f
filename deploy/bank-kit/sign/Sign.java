// java Sign.java SECRET MESSAGE_ID UNIX_SECONDS BODY_FILE: prints the value of the header webhook-signature. Java 11 or later.
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Sign {
  public static void main(String[] arguments) throws Exception {
    byte[] key = Base64.getDecoder().decode(arguments[0].substring("whsec_".length()));
    // Signed are the bytes that go over the wire: read them once, sign them, send them, never write the JSON anew in between.
    byte[] body = Files.readAllBytes(Path.of(arguments[3]));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update((arguments[1] + "." + arguments[2] + ".").getBytes(StandardCharsets.UTF_8));
    System.out.println("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)));
  }
}
