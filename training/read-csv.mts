import { readFileSync } from 'node:fs';

/** Rows of a CSV file (RFC 4180) by the names of its first line; a row of another length stops it. */
export function readCsv(file: string): Array<Record<string, string>> {
	const [names, ...rows] = toRows(readFileSync(file, 'utf8'));
	return rows.map((row, i) => {
		if (row.length !== names.length)
			throw new Error(`${file}: row ${i + 2} has ${row.length} cells, not ${names.length}`);
		return Object.fromEntries(names.map((name, at) => [name, row[at]]));
	});
}

function toRows(text: string): string[][] {
	const rows: string[][] = [[]];
	for (const [, quoted, plain, end] of text.matchAll(
		/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
	)) {
		rows[rows.length - 1].push(quoted?.replaceAll('""', '"') ?? plain);
		if (end !== ',') rows.push([]);
	}
	return rows.filter((row) => row.length > 1 || (row[0] ?? '') !== '');
}
