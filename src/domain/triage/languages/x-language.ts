/** X's words for "no language": undetermined, only tags, links or media, too short, art, many. */
const unknown = /^(?:und|zxx|art|mis|mul|q[a-z]{2})$/;
const wellFormed = /^([a-z]{2,3})(?:[-_][a-z0-9]{2,8}){0,3}$/i;

/** Codes X still sends that BCP 47 has replaced. */
const replaced: Record<string, string | undefined> = { in: 'id', iw: 'he', ji: 'yi', fil: 'tl' };

/** The language X names, without its region; undefined when X does not know or it is no code. */
export function readXLanguage(code: string | undefined): string | undefined {
	if (code === undefined || code.length > longestCode) return undefined;
	const language = wellFormed.exec(code)?.[1].toLowerCase();
	if (language === undefined || unknown.test(language)) return undefined;
	return replaced[language] ?? language;
}

const longestCode = 32;
