// How numbers and money are written: the twin of adapters/web/formats.py, tested by the same cases.
"use strict";

globalThis.Formats = (() => {
  const SHORT = { id: ["", " rb", " jt", " M", " T"], en: ["", " k", " m", " bn", " tn"] };
  const LONG = {
    id: ["", " ribu", " juta", " miliar", " triliun"],
    en: ["", " thousand", " million", " billion", " trillion"],
  };
  const NEAR = {
    id: { "-1": "kemarin", 0: "hari ini", 1: "besok" },
    en: { "-1": "yesterday", 0: "today", 1: "tomorrow" },
  };
  const AMOUNT = /^(?:Rp\s*)?(\d{1,13}|\d{1,3}(?:\.\d{3}){1,4})(?:,-)?$/i;
  const SHOWN = 4;

  const number = (value, lang) => {
    const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, lang === "id" ? "." : ",");
    return value < 0 ? `-${digits}` : digits;
  };
  const rupiah = (value, lang) => `${value < 0 ? "-" : ""}Rp${number(Math.abs(value), lang)}`;
  const tenths = (count, lang) => `${number(Math.floor(count / 10), lang)}${lang === "id" ? "," : "."}${count % 10}`;
  const percent = (part, whole, lang) => (whole === 0 ? "\u2013" : `${tenths(Math.floor((part * 2000 + whole) / (2 * whole)), lang)}%`);

  const inUnits = (value, units, lang) => {
    const size = BigInt(Math.abs(value));
    let power = 0;
    while (power + 1 < units.length && size * 20n >= 1000n ** BigInt(power) * 19999n) power += 1;
    const unit = 1000n ** BigInt(power);
    const text = tenths(Number((size * 20n + unit) / (2n * unit)), lang).replace(/[.,]0$/, "");
    return `${value < 0 ? "-" : ""}Rp${text}${units[power]}`;
  };
  const shortRupiah = (value, lang) => inUnits(value, SHORT[lang], lang);
  const longRupiah = (value, lang) => inUnits(value, LONG[lang], lang);

  const amount = (text) => {
    const match = AMOUNT.exec(text.trim());
    return match ? Number(match[1].replaceAll(".", "")) : null;
  };
  const masked = (digits) => {
    const hidden = digits.length - 2 * SHOWN;
    if (hidden <= 0) return "\u2022".repeat(digits.length);
    return digits.slice(0, SHOWN) + "\u2022".repeat(hidden) + digits.slice(-SHOWN);
  };
  const relativeDay = (days, lang) => {
    if (days in NEAR[lang]) return NEAR[lang][days];
    const far = number(Math.abs(days), lang);
    if (lang === "id") return days > 0 ? `${far} hari lagi` : `${far} hari yang lalu`;
    return days > 0 ? `in ${far} days` : `${far} days ago`;
  };
  return Object.freeze({ number, rupiah, percent, shortRupiah, longRupiah, amount, masked, relativeDay });
})();
