package dev.gradus.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavadocsTest {
  private static final String MAP =
      """
      package java.util;
      /** Maps <em>keys</em> to {@code values}. */
      public interface Map<K, V> {
        /**
         * Gives the value of a key, see {@link #put(Object, Object) put}.
         *
         * @param key the key,
         *     whose value is wanted
         * @return the value; {@code null} for none
         * @throws NullPointerException sometimes
         */
        V get(Object key);
        /** Puts. */
        V put(K key, V value);
        /** A pair. */
        interface Entry<K, V> {
          /** Its key. */
          K getKey();
        }
      }
      """;
  private static final String HASH_MAP =
      """
      package java.util;
      public class HashMap<K, V> implements Map<K, V> {
        public V get(Object key) { return null; }
        /// {@inheritDoc}
        ///
        /// As fast as a [HashMap] can, or [so][#get(Object)]:
        ///
        /// - `one`
        public V put(K k, V value) { return null; }
        /// Makes room.
        public HashMap(int room, float... more) {}
      }
      """;

  @TempDir Path folder;
  private Javadocs javadocs;

  @BeforeEach
  void sources() throws Exception {
    Path zip = folder.resolve("src.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        var zipped = new ZipOutputStream(out)) {
      for (var file : Map.of("Map", MAP, "HashMap", HASH_MAP).entrySet()) {
        zipped.putNextEntry(new ZipEntry("java.base/java/util/" + file.getKey() + ".java"));
        zipped.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    Map<String, Class<?>> types = new HashMap<>();
    for (Class<?> type : List.of(Map.class, HashMap.class, String.class)) {
      types.put(type.getSimpleName(), type);
    }
    types.put("Map.Entry", Map.Entry.class);
    javadocs = new Javadocs(new SourceFiles(zip), name -> Optional.ofNullable(types.get(name)));
  }

  private String shown(String signature) {
    return JavadocText.bundle(List.of(javadocs.find(signature)), false).plain();
  }

  @Test
  void theCommentOfAMethodWithItsTags() {
    assertEquals(
        """
        V Map<K, V>.get(Object key)

        Gives the value of a key, see put.

        Parameters:
          key the key, whose value is wanted

        Returns:
          the value; null for none

        Throws:
          NullPointerException sometimes\
        """,
        shown("V Map<K, V>.get(Object)"));
  }

  @Test
  void typesAndInnerTypes() {
    assertEquals("Map<K,V>\n\nMaps keys to values.", shown("Map<K,V>"));
    assertEquals("K Map.Entry<K, V>.getKey()\n\nIts key.", shown("K Map.Entry<K, V>.getKey()"));
  }

  @Test
  void whatAMethodDoesNotSayIsInherited() {
    assertTrue(shown("V HashMap<K, V>.get(Object key)").contains("Gives the value of a key"));
    String put = shown("V HashMap<K, V>.put(K key, V value)");
    assertTrue(put.contains("Puts.") && put.contains("As fast as a HashMap can, or get:"), put);
  }

  @Test
  void constructorsAndSources() {
    Javadocs.Entry found = javadocs.find("HashMap<K, V>(int, float...)");
    assertEquals("HashMap<K, V>(int room, float... more)", found.signature());
    assertEquals("public HashMap(int room, float... more) {}", found.source());
    var bundle = JavadocText.bundle(List.of(found), true);
    assertTrue(bundle.plain().endsWith("float... more) {}"));
    assertFalse(JavadocText.bundle(List.of(found), false).plain().contains("{}"));
  }

  @Test
  void htmlOfMarkdownAndOfHtml() {
    var put = List.of(javadocs.find("V HashMap<K, V>.put(K key, V value)"));
    String html = String.valueOf(JavadocText.bundle(put, false).data().get("text/html"));
    assertTrue(html.startsWith("<pre>V HashMap&lt;K, V&gt;.put(K key, V value)</pre>"), html);
    assertTrue(html.contains("<li><code>one</code></li>"), html);
    assertTrue(html.contains("a <code>HashMap</code> can"), html);
    var get = List.of(javadocs.find("V Map<K, V>.get(Object key)"));
    html = String.valueOf(JavadocText.bundle(get, false).data().get("text/html"));
    assertTrue(html.contains("<b>Returns</b></p><ul><li>the value; <code>null</code>"), html);
  }

  @Test
  void withoutSourcesThereIsTheSignature() {
    Javadocs.Entry found = javadocs.find("char String.charAt(int index)");
    assertEquals("char String.charAt(int index)", found.signature());
    assertNull(found.comment());
    assertEquals("int own(int n)", shown("int own(int n)"));
    assertEquals("Nobody", shown("Nobody"));
  }

  @Test
  void sourcesLieInTheFolderOfTheClasses() throws Exception {
    Path file =
        folder.resolve("META-INF/sources/" + getClass().getName().replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "/// Own. \nclass JavadocsTest { int x; }");
    byte[] bytes;
    try (var in = getClass().getResourceAsStream("JavadocsTest.class")) {
      bytes = in.readAllBytes();
    }
    var loader =
        new ClassLoader(null) {
          @Override
          protected Class<?> findClass(String name) {
            return defineClass(name, bytes, 0, bytes.length);
          }

          @Override
          public java.io.@Nullable InputStream getResourceAsStream(String name) {
            try {
              return Files.newInputStream(folder.resolve(name));
            } catch (java.io.IOException e) {
              return null;
            }
          }
        };
    var files = new SourceFiles(folder.resolve("nowhere.zip"));
    Class<?> copy = loader.findClass(getClass().getName());
    assertTrue(files.read(copy).orElseThrow().startsWith("/// Own."));
    assertEquals(Optional.empty(), files.read(String.class));
  }
}
