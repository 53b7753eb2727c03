interface Script {
	/** The language nearly always meant. */
	language: string;
	/** Others written in it, if X says so. */
	others: string[];
	/** First and last UTF-16 unit of its blocks. */
	blocks: Array<[number, number]>;
	/** Written without spaces: a token is a clause, not a word. */
	runsOn?: boolean;
}

const latinBlocks: Array<[number, number]> = [
	[0, 0x36f],
	[0x1e00, 0x1eff],
	[0x2c60, 0x2c7f],
	[0xa720, 0xa7ff],
];

const script = (language: string, others: string, ...blocks: Array<[number, number]>): Script => ({
	language,
	others: others.split(' '),
	blocks,
});
const running = (...args: Parameters<typeof script>): Script => ({
	...script(...args),
	runsOn: true,
});

const scripts: Script[] = [
	script('el', '', [0x370, 0x3ff], [0x1f00, 0x1fff]),
	script('ru', 'uk be bg sr mk kk ky mn tg', [0x400, 0x52f]),
	script('hy', '', [0x530, 0x58f]),
	script('he', 'yi', [0x590, 0x5ff]),
	script(
		'ar',
		'ur fa ps sd ckb ug',
		[0x600, 0x6ff],
		[0x750, 0x77f],
		[0xfb50, 0xfdff],
		[0xfe70, 0xfefc],
	),
	script('hi', 'mr ne sa bho mai kok', [0x900, 0x97f]),
	script('bn', 'as', [0x980, 0x9ff]),
	script('pa', '', [0xa00, 0xa7f]),
	script('gu', '', [0xa80, 0xaff]),
	script('or', '', [0xb00, 0xb7f]),
	script('ta', '', [0xb80, 0xbff]),
	script('te', '', [0xc00, 0xc7f]),
	script('kn', '', [0xc80, 0xcff]),
	script('ml', '', [0xd00, 0xd7f]),
	script('si', '', [0xd80, 0xdff]),
	running('th', '', [0xe00, 0xe7f]),
	running('lo', '', [0xe80, 0xeff]),
	running('my', '', [0x1000, 0x109f]),
	script('ka', '', [0x10a0, 0x10ff]),
	script('ko', '', [0x1100, 0x11ff], [0x3130, 0x318f], [0xac00, 0xd7af]),
	script('am', 'ti', [0x1200, 0x137f]),
	running('km', '', [0x1780, 0x17ff]),
	running('ja', '', [0x3040, 0x30ff]),
	running('zh', 'ja', [0x3400, 0x4dbf], [0x4e00, 0x9fff]),
];

const scriptByLanguage = new Map(scripts.map((one) => [one.language, one]));
const otherScriptLanguages = new Set(
	scripts.flatMap(({ language, others }) => [language, ...others]),
);
const kana = /[\u3041-\u30ff]/;

/** What a token is written in: undefined for Latin letters, `und` for letters in no table. */
export function findScript(word: string): { language: string; words: number } | undefined {
	const unit = word.charCodeAt(0);
	if (latinBlocks.some(([first, last]) => unit >= first && unit <= last)) return undefined;
	const found = scripts.find(({ blocks }) =>
		blocks.some(([first, last]) => unit >= first && unit <= last),
	);
	const words = found?.runsOn ? Math.ceil(word.length / unitsPerWord) : 1;
	const language = found?.language ?? 'und';
	return { language: language === 'zh' && kana.test(word) ? 'ja' : language, words };
}

const unitsPerWord = 3;

/** X's language where it is written in this script, else the one nearly always meant. */
export function chooseInScript(language: string, xLanguage: string | undefined): string {
	if (xLanguage === undefined) return language;
	if (language === 'und') return xLanguage;
	return scriptByLanguage.get(language)?.others.includes(xLanguage) ? xLanguage : language;
}

/** Whether a language is written in other letters than Latin ones. */
export function isInOtherScript(language: string): boolean {
	return otherScriptLanguages.has(language);
}
