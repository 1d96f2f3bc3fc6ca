// How a field may want to be written: split or whole, with or without hyphens, in full or half width, in which kana. What the
// values are is Go's matter (shared/person); here they are only put into the shop's shape. Nothing is invented and nothing cut.

import type { Field, Person } from "./api";
import { lines, nameOf, type Control, type Line, type Part, type Slot } from "./fields";

/** What a slot is to hold: which pieces of the person, and their ways of writing, the likeliest first; none when nothing is known. */
export interface Writing {
  fields: Field[];
  texts: string[];
}

/** Undefined for a slot that is not needed, because another holds the same. */
export const writing = (slot: Slot, present: Set<Part>, p: Person): Writing | undefined => {
  const { familyName: family = "", givenName: given = "", familyKana = "", givenKana = "", phone = "", postalCode = "" } = p;
  const wish = wishOf(slot.control);
  switch (slot.part) {
    case "name":
      return { fields: ["familyName", "givenName"], texts: widths(together(family, given, wish), wish) };
    case "family-name":
      return { fields: ["familyName"], texts: widths([family], wish) };
    case "given-name":
      return { fields: ["givenName"], texts: widths([given], wish) };
    case "kana":
      return { fields: ["familyKana", "givenKana"], texts: kana(together(familyKana, givenKana, wish), wish) };
    case "family-kana":
      return { fields: ["familyKana"], texts: kana([familyKana], wish) };
    case "given-kana":
      return { fields: ["givenKana"], texts: kana([givenKana], wish) };
    case "email":
    case "email-confirm":
      return { fields: ["email"], texts: known([p.email]) };
    case "tel":
      return { fields: ["phone"], texts: numbers(phone, p.phoneParts, wish) };
    case "tel-1":
    case "tel-2":
    case "tel-3":
      return { fields: ["phone"], texts: widths([p.phoneParts?.[+slot.part.slice(-1) - 1]], wish) };
    case "postal-code":
      return { fields: ["postalCode"], texts: numbers(postalCode, halves(postalCode), wish) };
    case "postal-code-1":
    case "postal-code-2":
      return { fields: ["postalCode"], texts: widths([halves(postalCode)[+slot.part.slice(-1) - 1]], wish) };
    case "visit":
      return undefined;
  }
  return address(slot, present, p, wish);
};

/** The fields of an address hold what their names say, and what has no field of its own: the city before the street, the building behind it. */
const address = (slot: Slot, present: Set<Part>, p: Person, wish: string): Writing | undefined => {
  const holders = lines.map((line) => alternatives[line].find((part) => present.has(part)));
  if (!holders.includes(slot.part)) return undefined;
  const holder = (line: Line): Part | undefined => {
    const at = lines.indexOf(line);
    return holders.slice(at).find(Boolean) ?? holders.slice(1).findLast(Boolean);
  };
  const fields = lines.filter((line) => holder(line) == slot.part);
  if (slot.part == "prefecture") return { fields, texts: known([p.prefecture, ...(p.prefectureNames ?? [])]) };
  const building = fields.length > 1 && fields.includes("building") ? p.building : undefined;
  const before = fields.filter((line) => line != "building" || fields.length == 1).map((line) => p[line] ?? "").join("");
  const gap = slot.control instanceof HTMLTextAreaElement ? "\n" : " ";
  return { fields, texts: widths([known([before, building]).join(gap)], wish) };
};

const alternatives: Record<Line, Part[]> = {
  prefecture: ["prefecture"],
  city: ["city"],
  street: ["street", "street-address", "address-level3"],
  building: ["building", "address-line3"],
};

/** What the shop says about the field, in the places where shops say it. */
const wishOf = (control: Control): string =>
  nameOf(control) + " " + (control.getAttribute("placeholder") ?? "") + " " + control.title + " " + exampleOf(control);

/** Of a text beside the field only its example tells how to write; the rest may be about anything. */
const exampleOf = (control: Control): string => {
  const ids = (control.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean);
  return ids.map((id) => /例.*/s.exec(document.getElementById(id)?.textContent ?? "")?.[0] ?? "").join(" ");
};

const known = (texts: (string | undefined)[]): string[] => texts.filter((text): text is string => !!text);

/** Both pieces of a name, with the blank that the field's example has. */
const together = (one: string, other: string, wish: string): string[] => {
  const gaps = wish.includes("\u3000") ? ["\u3000", " ", ""] : [" ", "\u3000", ""];
  return [...new Set(gaps.map((gap) => known([one, other]).join(gap)))];
};

const halves = (code: string): string[] => (code ? [code.slice(0, 3), code.slice(3)] : []);

const numbers = (plain: string, cut: string[] | undefined, wish: string): string[] => {
  const both = [plain, cut?.join("-")];
  return widths(/[\d０-９][-－‐―ー][\d０-９]|ハイフン(あり|付|を入|を含)/.test(wish) ? both.reverse() : both, wish);
};

const kana = (texts: string[], wish: string): string[] => {
  const katakana = widths(texts, wish);
  const hiragana = katakana.map((text) => text.replace(/[ァ-ヴヽヾ]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x60)));
  const half = known(texts).map((text) => text.normalize("NFD").replace(/[\u3000-\u30ff]/g, (sign) => halfKana.get(sign) ?? sign));
  const ways = [katakana, hiragana, half];
  if (/ひらがな|ふりがな|平仮名|^[^ァ-ヶ]*[ぁ-ゖ]{2,}[^ァ-ヶ]*$/.test(wish)) ways.unshift(hiragana);
  if (/半角(カ|ｶ)|[ｦ-ﾟ]{2}/.test(wish)) ways.unshift(half);
  return ways.flat();
};

// U+FF61 to U+FF9F by the full-width signs that they are the half of; U+3099 and U+309A are the voiced marks of a decomposed kana.
const halfKana = new Map<string, string>([["\u3099", "ﾞ"], ["\u309a", "ﾟ"], ["\u3000", " "]]);
for (let code = 0xff61; code < 0xff9e; code++) halfKana.set(String.fromCharCode(code).normalize("NFKC"), String.fromCharCode(code));

/** Half width and full width, in the order that the field asks for. */
const widths = (texts: (string | undefined)[], wish: string): string[] => {
  const half = known(texts);
  const full = half.map((text) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).replace(/ /g, "\u3000"));
  return (/全角|[０-９]/.test(wish) && !/半角/.test(wish) ? [full, half] : [half, full]).flat();
};

/** The first writing that the field takes, as it is written into it: its pattern and lengths decide. Undefined when it takes none. */
export const fitting = (control: Control, texts: string[]): string | undefined => {
  if (control instanceof HTMLSelectElement) return option(control, texts);
  const { minLength, maxLength } = control;
  return texts.find((text) => text.length >= minLength && (maxLength < 0 || text.length <= maxLength) && takes(control, text));
};

/** A field of the same rules is asked, so that the shop's own is not touched. */
const takes = (control: HTMLInputElement | HTMLTextAreaElement, text: string): boolean => {
  if (control instanceof HTMLTextAreaElement) return true;
  const twin = document.createElement("input");
  twin.type = control.type;
  if (control.pattern) twin.pattern = control.pattern;
  twin.value = text;
  return twin.value == text && !twin.validity.patternMismatch && !twin.validity.typeMismatch;
};

/** An option is known by what it says, otherwise by its value; a code may be written 1, 01 or JP-01. */
const option = ({ options }: HTMLSelectElement, texts: string[]): string | undefined => {
  const name = (text: string) => text.normalize("NFKC").replace(/\s/g, "").toLowerCase();
  const code = (text: string) => /^(?:jp-?)?0?(\d+)$/.exec(name(text))?.[1] ?? name(text);
  for (const read of [(o: HTMLOptionElement) => name(o.text), (o: HTMLOptionElement) => code(o.value)]) {
    for (const text of texts) {
      const found = [...options].find((o) => !o.disabled && (read(o) == name(text) || read(o) == code(text)));
      if (found) return found.value;
    }
  }
  return undefined;
};

/** Equal but for the way of writing. */
export const alike = (one: string, other: string): boolean => plain(one) == plain(other);

const plain = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[\s\-‐-―−()]/g, "");
