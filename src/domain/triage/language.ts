import type { Token } from './tokens';

/** Below this many words only the script is looked at. */
const fewestWordsToTell = 4;

/**
 * Whether the post can be read as English: X's own language first, else a light look at script and
 * little words. Mixed posts (Spanglish, romanised Hindi) count as not English.
 */
export function isEnglish(tokens: Token[], language?: string): boolean {
	const words = tokens.filter(({ kind }) => kind === 'word').map(({ key }) => key);
	const latin = words.filter((word) =>
		/^[\p{Script=Latin}\p{N}\p{Script=Inherited}]*$/u.test(word),
	);
	if (latin.length * 2 < words.length) return false;
	if (language !== undefined && !unknownLanguages.test(language)) return /^en\b/i.test(language);
	if (words.length < fewestWordsToTell) return true;
	const foreign = words.filter((word) => foreignWords.has(word)).length;
	const english = words.filter((word) => englishWords.has(word)).length;
	if (foreign >= 2 && foreign * 2 > english) return false;
	const accented = words.filter((word) => /[^\p{ASCII}]/u.test(word)).length;
	return accented * 4 < words.length || english > accented;
}

/** What X says when it does not know: undetermined, no language, or only tags, links, media. */
const unknownLanguages = /^(und|zxx|art|q[a-z]{2})?$/i;

const toSet = (list: string) => new Set(list.split(' '));

const englishWords = toSet(
	'the and to of is it you i my for with that this on in your have be are was but not at so we they can do if from just what how when why please help will has had an as or by out up our me been there get got dont cant',
);

// Only words that are no English words: es, pt, fr, it, de, nl, romanised hi, id, tl, tr.
const foreignWords = toSet(
	'el los las una por para pero muy est esta este como cuando donde porque gracias hola mi mis su sus del que con y es sin nada hace ya tengo llega llegado pedido ayuda servicio quiero puedo usted ustedes siempre ' +
		'não nao uma você voce meu minha obrigado obrigada isso muito mais ainda vocês voces estou já ' +
		'je vous nous mon ma mes votre vos les des une est pas dans pour avec sur bonjour merci depuis toujours ça ca très mais qui ' +
		'il di che non sono ho della mio mia grazie ciao perché perche anche ancora questo ' +
		'ich nicht und der das ein eine ist mit auf mein meine sie wir euch ihr für fur bitte danke seit immer noch aber wie kein keine haben hallo ' +
		'ik het een niet mijn jullie van voor met nog geen maar wat waarom graag ' +
		'hai nahi nahin kya mera meri mere kar karo raha rahi rahe bhi ke ka ki ko se mein yaar bhai kyu kyun aap hum koi abhi kab tak diya gaya wala bahut ' +
		'saya tidak yang dan ini itu apa sudah belum kenapa ang ng ako ko po naman hindi yung mga bir bu ve ne çok için neden değil',
);
