/**
 * Whether a text has the pattern in it, whatever its case; `*` stands for any characters, `?` for one. Linear
 * in practice and never exponential, unlike the regular expression it could be.
 */
export function matchesSearch(text: string, search: string): boolean {
  const subject = text.toLowerCase();
  const pattern = `*${search.toLowerCase()}*`;
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let resume = 0;
  while (at < subject.length) {
    const expected = pattern[inPattern];
    if (expected === '*') {
      star = inPattern;
      resume = at;
      inPattern += 1;
    } else if (expected === '?' || expected === subject[at]) {
      at += 1;
      inPattern += 1;
    } else if (star >= 0) {
      inPattern = star + 1;
      resume += 1;
      at = resume;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') {
    inPattern += 1;
  }
  return inPattern === pattern.length;
}
