package dev.gradus.kernel.html;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The symbols of LaTeX mathematics that stand for one character or one word.
final class LatexSymbols {
  /// How a symbol behaves in MathML.
  enum Kind {
    /// A letter or constant.
    IDENTIFIER,
    /// An operator or relation.
    OPERATOR,
    /// An opening or closing bracket; keeps its size unless told otherwise.
    FENCE,
    /// A large operator whose limits go above and below in display style.
    LARGE,
    /// An integral: limits stay at the side.
    INTEGRAL,
    /// A function name.
    FUNCTION,
    /// A function name whose limits go below in display style.
    LIMIT
  }

  /// What to write.
  record Symbol(String text, Kind kind) {}

  private static final Map<String, Symbol> SYMBOLS = new HashMap<>();

  static {
    all(
        Kind.IDENTIFIER,
        """
        alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
        kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ
        varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ Gamma Γ Delta Δ
        Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ partial ∂ nabla ∇
        ell ℓ hbar ℏ imath ı jmath ȷ Re ℜ Im ℑ aleph ℵ beth ℶ wp ℘ emptyset ∅ varnothing ∅ forall ∀
        exists ∃ nexists ∄ top ⊤ bot ⊥ angle ∠ degree ° ldots … dots … cdots ⋯ dotsc … dotsb ⋯
        dotsm ⋯ vdots ⋮ ddots ⋱ prime ′ checkmark ✓ square □ Box □ blacksquare ■ triangle △
        clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯ hslash ℏ
        complement ∁ # # % % & & _ _ $ $ pounds £ euro € copyright © S § dag † ddag ‡
        """);
    all(
        Kind.OPERATOR,
        """
        pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗
        oslash ⊘ odot ⊙ circledast ⊛ circledcirc ⊚ boxplus ⊞ boxtimes ⊠ cap ∩ cup ∪ uplus ⊎ sqcap ⊓
        sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ amalg ⨿ dagger †
        ddagger ‡ ltimes ⋉ rtimes ⋊ neg ¬ lnot ¬ leq ≤ le ≤ geq ≥ ge ≥ leqslant ⩽ geqslant ⩾ ll ≪
        gg ≫ lll ⋘ ggg ⋙ neq ≠ ne ≠ equiv ≡ approx ≈ approxeq ≊ cong ≅ sim ∼ simeq ≃ asymp ≍
        propto ∝ varpropto ∝ prec ≺ succ ≻ preceq ⪯ succeq ⪰ subset ⊂ supset ⊃ subseteq ⊆
        supseteq ⊇ subsetneq ⊊ supsetneq ⊋ sqsubseteq ⊑ sqsupseteq ⊒ in ∈ notin ∉ ni ∋ mid ∣ nmid ∤
        parallel ∥ nparallel ∦ perp ⊥ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ doteq ≐ triangleq ≜
        coloneqq ≔ eqqcolon ≕ defeq ≝ lesssim ≲ gtrsim ≳ lessgtr ≶ therefore ∴ because ∵ to →
        rightarrow → leftarrow ← gets ← leftrightarrow ↔ uparrow ↑ downarrow ↓ updownarrow ↕
        Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦
        longmapsto ⟼ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹
        Longleftarrow ⟸ Longleftrightarrow ⟺ hookrightarrow ↪ hookleftarrow ↩ nearrow ↗ searrow ↘
        swarrow ↙ nwarrow ↖ rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ rightleftharpoons ⇌
        rightsquigarrow ⇝ leadsto ⇝ colon : surd √ Uparrow ⇑ Downarrow ⇓ bowtie ⋈ smile ⌣ frown ⌢
        diamond ⋄ lhd ⊲ rhd ⊳ triangleleft ◃ triangleright ▹ backslash ∖
        """);
    all(
        Kind.FENCE,
        """
        { { } } lbrace { rbrace } lbrack [ rbrack ] langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈
        rceil ⌉ lvert | rvert | vert | lVert ‖ rVert ‖ Vert ‖ | ‖ lgroup ⟮ rgroup ⟯ llbracket ⟦
        rrbracket ⟧ ulcorner ⌜ urcorner ⌝
        """);
    all(
        Kind.LARGE,
        """
        sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀
        biguplus ⨄ bigsqcup ⨆
        """);
    all(Kind.INTEGRAL, "int ∫ iint ∬ iiint ∭ oint ∮ smallint ∫");
    all(
        Kind.FUNCTION,
        """
        arccos arccos arcsin arcsin arctan arctan arg arg cos cos cosh cosh cot cot coth coth csc csc
        deg deg dim dim exp exp hom hom ker ker lg lg ln ln log log sec sec sin sin sinh sinh tan tan
        tanh tanh
        """);
    all(
        Kind.LIMIT,
        """
        lim lim max max min min sup sup inf inf det det gcd gcd Pr Pr argmax arg\u2009max
        argmin arg\u2009min
        """);
    SYMBOLS.put("liminf", new Symbol("lim\u2009inf", Kind.LIMIT));
    SYMBOLS.put("limsup", new Symbol("lim\u2009sup", Kind.LIMIT));
  }

  private LatexSymbols() {}

  /// The symbol of a command without its backslash, or null.
  static @Nullable Symbol of(String command) {
    return SYMBOLS.get(command);
  }

  /// A letter or digit in one of the mathematical alphabets, by the command that selects it; text
  /// that has no such form stays as it is. Browsers ignore `mathvariant` but for `normal`, so the
  /// characters themselves are used.
  static String styled(String text, String font) {
    var out = new StringBuilder();
    text.codePoints().forEach(c -> out.appendCodePoint(styled(c, font)));
    return out.toString();
  }

  private static int styled(int c, String font) {
    return switch (font) {
      case "bold" -> shifted(c, 0x1d400, 0x1d41a, 0x1d7ce, 0x1d6a8, 0x1d6c2);
      case "bolditalic" -> shifted(c, 0x1d468, 0x1d482, 0x1d7ce, 0x1d71c, 0x1d736);
      case "double" ->
          switch (c) {
            case 'C' -> 'ℂ';
            case 'H' -> 'ℍ';
            case 'N' -> 'ℕ';
            case 'P' -> 'ℙ';
            case 'Q' -> 'ℚ';
            case 'R' -> 'ℝ';
            case 'Z' -> 'ℤ';
            default -> shifted(c, 0x1d538, 0x1d552, 0x1d7d8, 0, 0);
          };
      case "script" ->
          switch (c) {
            case 'B' -> 'ℬ';
            case 'E' -> 'ℰ';
            case 'F' -> 'ℱ';
            case 'H' -> 'ℋ';
            case 'I' -> 'ℐ';
            case 'L' -> 'ℒ';
            case 'M' -> 'ℳ';
            case 'R' -> 'ℛ';
            case 'e' -> 'ℯ';
            case 'g' -> 'ℊ';
            case 'o' -> 'ℴ';
            default -> shifted(c, 0x1d49c, 0x1d4b6, 0, 0, 0);
          };
      case "fraktur" ->
          switch (c) {
            case 'C' -> 'ℭ';
            case 'H' -> 'ℌ';
            case 'I' -> 'ℑ';
            case 'R' -> 'ℜ';
            case 'Z' -> 'ℨ';
            default -> shifted(c, 0x1d504, 0x1d51e, 0, 0, 0);
          };
      case "sans" -> shifted(c, 0x1d5a0, 0x1d5ba, 0x1d7e2, 0, 0);
      case "mono" -> shifted(c, 0x1d670, 0x1d68a, 0x1d7f6, 0, 0);
      default -> c;
    };
  }

  private static int shifted(
      int c, int upper, int lower, int digit, int greekUpper, int greekLower) {
    if (c >= 'A' && c <= 'Z') {
      return upper + c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return lower + c - 'a';
    }
    if (c >= '0' && c <= '9' && digit != 0) {
      return digit + c - '0';
    }
    if (c >= 'Α' && c <= 'Ω' && greekUpper != 0) {
      return greekUpper + c - 'Α';
    }
    if (c >= 'α' && c <= 'ω' && greekLower != 0) {
      return greekLower + c - 'α';
    }
    return c;
  }

  private static void all(Kind kind, String pairs) {
    String[] words = pairs.strip().split("[ \\n]+", -1);
    for (int i = 0; i < words.length; i += 2) {
      SYMBOLS.put(words[i], new Symbol(words[i + 1], kind));
    }
  }
}
