/** Words that say nothing of what a post is about, as token keys: English, and the commonest of its neighbours. */
const littleWords = new Set(
	(
		'about after again all also always and another any anyone anything are arent asap ask back because been before being best better but ' +
		'can cannot cant come could couldnt day days did didnt does doesnt doing done dont each else even ever every everyone everything ' +
		'far few first for from get gets getting give given gone going gonna good got great guys had has hasnt have havent having hello help her here hey hi him his hope hour hours how ' +
		'ill isnt its ive just keep kept know last least let lets like long look lot made make makes many may maybe mine minutes month months more morning most much must ' +
		'need needs never new next nobody not nothing now off okay old once one only other our out over own people please pls put ' +
		'really right said same say says see seem seems she should since some someone something still such sure take taken takes tell than thank thanks that thats the their them then there theres these they thing things think this those though three time times today told tomorrow tonight too took tried try trying two ' +
		'under until upon use used using very via want wanted wants was wasnt way week weeks well went were weve what whats when where which while who why will with without wont work working works would wouldnt ' +
		'year years yes yesterday yet you your youre yours ' +
		'que los las una por para con pero como este esta muy más sin nos mis sus del hay soy ' +
		'não nao uma dos das com mais meu minha isso voce você ' +
		'les des une est pas pour avec sur dans vous nous mon mes votre très tout mais ' +
		'che non sono del della per una con mio mia alla anche ' +
		'der die das den dem ein eine und ist nicht ich sie wir mit auf für von mein meine aber auch noch wie ' +
		'het een van niet maar voor met mijn jullie ook nog'
	).split(' '),
);

const shortestTelling = 3;

/** What a word is compared by, its endings taken off lightly; undefined for words that tell nothing. */
export function toStem(key: string): string | undefined {
	if (key.length < shortestTelling || littleWords.has(key)) return undefined;
	for (const [ending, instead] of endings) {
		if (!key.endsWith(ending)) continue;
		const stem = key.slice(0, key.length - ending.length) + instead;
		if (stem.length >= shortestTelling) return smooth(stem);
	}
	return smooth(key);
}

/** Longest first; English, and harmless elsewhere. */
const endings: Array<[ending: string, instead: string]> = [
	['ations', 'at'],
	['ation', 'at'],
	['ments', ''],
	['ment', ''],
	['ingly', ''],
	['edly', ''],
	['ings', ''],
	['ies', 'y'],
	['ied', 'y'],
	['ing', ''],
	['ers', ''],
	['sses', 'ss'],
	['ed', ''],
	['er', ''],
	['es', ''],
	['ly', ''],
	['ss', 'ss'],
	['s', ''],
	['y', 'y'],
];

/** "stopp" and "stop", "deliv(e)r(y)" alike: no doubled consonant, no silent e, no y at the end. */
function smooth(stem: string): string {
	const last = stem.at(-1)!;
	if (stem.length > shortestTelling && (last === 'e' || last === 'y')) return stem.slice(0, -1);
	if (stem.length > shortestTelling && last === stem.at(-2) && !'aeious'.includes(last)) {
		return stem.slice(0, -1);
	}
	return stem;
}
