package dev.gradus.kernel.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

class LatexTest {
  private static String body(String latex) {
    String math = Latex.toMathMl(latex, false).orElse("unknown");
    return math.replaceFirst("<math[^>]*><mrow>", "").replaceFirst("</mrow></math>$", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      textBlock =
          """
          \\frac{a}{b}            § <mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>
          \\frac12                § <mfrac><mn>1</mn><mn>2</mn></mfrac>
          x^12                    § <msup><mi>x</mi><mrow><mn>1</mn></mrow></msup><mn>2</mn>
          x_i^2                   § <msubsup><mi>x</mi><mrow><mi>i</mi></mrow><mrow><mn>2</mn></mrow></msubsup>
          3.14                    § <mn>3.14</mn>
          a-b                     § <mi>a</mi><mo>−</mo><mi>b</mi>
          \\alpha\\Gamma          § <mi>α</mi><mi>Γ</mi>
          \\mathbf{W}             § <mrow><mi mathvariant="normal">𝐖</mi></mrow>
          \\mathbb{R}             § <mrow><mi mathvariant="normal">ℝ</mi></mrow>
          \\mathrm{ReLU}          § <mi>ReLU</mi>
          \\sqrt[3]{x}            § <mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>
          \\sum_i                 § <munder><mo>∑</mo><mrow><mi>i</mi></mrow></munder>
          \\int_0                 § <msub><mo>∫</mo><mrow><mn>0</mn></mrow></msub>
          \\not=                  § <mo>≠</mo>
          a < b                   § <mi>a</mi><mo>&lt;</mo><mi>b</mi>
          """)
  void piecesOfAFormula(String latex, String mathMl) {
    assertEquals(mathMl, body(latex));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}",
        "\\begin{aligned}a&=b\\\\&=c\\end{aligned}",
        "\\begin{align*}a&=b\\\\[2pt]c&=d\\end{align*}",
        "\\begin{cases}0&x<0\\\\x&\\text{if $x>0$ or so}\\end{cases}",
        "\\begin{array}{l|r}1&2\\\\\\hline 3&4\\end{array}",
        "\\left(\\frac{a}{b}\\middle|c\\right.",
        "\\hat{y}\\bar x\\vec{w}\\tilde{c}_t\\dot x\\overline{AB}",
        "\\lVert w\\rVert_2 + \\|w\\|^2 + \\bigl(x\\bigr)",
        "\\operatorname*{arg\\,max}_\\theta p(x\\mid\\theta)",
        "\\underbrace{a+b}_{\\text{sum}} \\overset{!}{=} \\stackrel{d}{\\to}",
        "\\mathcal{L}\\boldsymbol{\\theta}{\\bf x}\\mathsf{T}\\mathtt{ab1}",
        "f'(x)''\\, \\; \\! \\quad \\ldots \\cdots \\infty \\partial \\nabla",
        "\\sum_{\\substack{i=1\\\\j=2}}^n \\prod\\limits_k \\lim_{x\\to0} \\max_i x_i",
        "\\color{red}{x} \\textcolor{#0a0}{y} \\tag{3} \\label{eq:1} \\displaystyle x \\% \\{a\\}",
        "x % comment\n + y",
        "_a^b",
        "",
        "größe"
      })
  void everythingKnownIsWellFormed(String latex) throws Exception {
    String math = Latex.toMathMl(latex, true).orElseThrow(() -> new AssertionError(latex));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(math)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\foo{x}",
        "\\frac{a",
        "\\frac{a}",
        "a}",
        "\\left( x",
        "\\begin{pmatrix}a\\end{bmatrix}",
        "\\begin{tikzpicture}\\end{tikzpicture}",
        "a & b \\foo",
        "\\",
        "\\sqrt[3",
        "x^"
      })
  void whatIsNotKnownIsShownAsSource(String latex) {
    assertTrue(Latex.toMathMl(latex, false).isEmpty(), latex);
    assertEquals(
        "<code class=\"latex\">" + Html.escape(latex) + "</code>", Latex.toHtml(latex, false));
  }

  @Test
  void aColourCannotCarryAnythingElse() {
    String math = Latex.toMathMl("\\color{red\" onclick=\"x}y", false).orElseThrow();
    assertTrue(!math.contains("style="), math);
  }

  @Test
  void deepNestingDoesNotBreak() {
    assertTrue(Latex.toHtml("{".repeat(100_000), false).startsWith("<code"));
  }
}
