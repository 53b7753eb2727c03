/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { ICredentialType, INodeType } from 'n8n-workflow';

const root = path.resolve(__dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
	name: string;
	dependencies?: object;
	n8n: { strict: boolean; nodes: string[]; credentials: string[] };
};

/** What n8n lets a community package require at run time. */
const allowed = new Set(['n8n-workflow', 'luxon', 'crypto', 'node:crypto']);

describe('the packed package', () => {
	let work: string;
	let folder: string;
	let files: string[];
	let tarballBytes: number;

	beforeAll(() => {
		work = mkdtempSync(path.join(tmpdir(), 'x-care-pack-'));
		const [packed] = JSON.parse(
			execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', work], {
				cwd: root,
				encoding: 'utf8',
				stdio: ['ignore', 'pipe', 'ignore'],
			}),
		) as Array<{ filename: string; files: Array<{ path: string }> }>;
		const tarball = path.join(work, packed.filename);
		tarballBytes = statSync(tarball).size;
		files = packed.files.map((file) => file.path);
		execFileSync('tar', ['-xzf', tarball, '-C', work]);
		folder = path.join(work, 'package');
	});

	afterAll(() => rmSync(work, { recursive: true, force: true }));

	const load = async <T>(file: string): Promise<T> => {
		const className = path.basename(file).split('.')[0];
		// From the build, which is what was packed: only there are n8n-workflow and luxon to be found.
		const module = (await import(path.join(root, file))) as Record<string, new () => T>;
		return new module[className]();
	};

	it('is strict, has no runtime dependency, and stays under a megabyte', () => {
		expect(manifest.n8n.strict).toBe(true);
		expect(manifest.dependencies).toBeUndefined();
		expect(tarballBytes).toBeLessThan(1_000_000);
	});

	it('ships the build, the templates and three documents, and neither source nor tests', () => {
		const outside = files.filter((file) => !/^(dist|workflows)\//.test(file));
		expect(outside.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
		expect(files.filter((file) => /\.ts$|\.map$|\.test\./.test(file))).toEqual([]);
		expect(files.some((file) => /^workflows\/\d\d-[a-z-]+\.json$/.test(file))).toBe(true);
	});

	it.each(manifest.n8n.nodes)('has %s with its class, icons and codex file', async (file) => {
		expect(files).toContain(file);
		const { description } = await load<INodeType>(file);
		expect(`${path.basename(path.dirname(file))}.node.js`).toBe(path.basename(file));
		for (const icon of Object.values(description.icon as object)) {
			expect(files).toContain(
				path.posix.join(path.dirname(file), String(icon).replace('file:', '')),
			);
		}
		const codexFile = file.replace(/\.js$/, '.json');
		expect(files).toContain(codexFile);
		const codex = JSON.parse(readFileSync(path.join(folder, codexFile), 'utf8')) as {
			node: string;
			categories: string[];
			resources: { primaryDocumentation: unknown[] };
		};
		expect(codex.node).toBe(`${manifest.name}.${description.name}`);
		expect(codex.categories.length).toBeGreaterThan(0);
		// Without documentation n8n drops the codex file without a word.
		expect(codex.resources.primaryDocumentation.length).toBeGreaterThan(0);
	});

	it.each(manifest.n8n.credentials)(
		'has %s with its class, icons, test and manual',
		async (file) => {
			expect(files).toContain(file);
			const credential = await load<ICredentialType>(file);
			expect(credential.test?.request.url).toMatch(/^[/=]/);
			expect(credential.documentationUrl).toMatch(/^https:\/\/.*docs\/credentials\.md#/);
			const anchor = credential.documentationUrl!.split('#')[1];
			const headings = readFileSync(path.join(root, 'docs/credentials.md'), 'utf8')
				.split('\n')
				.filter((line) => line.startsWith('## '))
				.map((line) => line.slice(3).toLowerCase().replaceAll(' ', '-'));
			expect(headings).toContain(anchor);
			for (const icon of Object.values(credential.icon as object)) {
				expect(files).toContain(
					path.posix.join(path.dirname(file), String(icon).replace('file:', '')),
				);
			}
		},
	);

	it('declares every node and credential it contains', () => {
		const built = files.filter((file) => /\.(node|credentials)\.js$/.test(file));
		expect(built.sort()).toEqual([...manifest.n8n.nodes, ...manifest.n8n.credentials].sort());
	});

	it('requires nothing but its own bundle and what n8n provides', () => {
		const scripts = files.filter((file) => file.endsWith('.js'));
		const required = scripts.flatMap((file) =>
			[
				...readFileSync(path.join(folder, file), 'utf8').matchAll(
					/\b(?:require|import)\s*\(\s*["'`]([^"'`]+)["'`]\s*\)/g,
				),
			].map(([, name]) => name),
		);
		const others = [...new Set(required)].filter((name) => !allowed.has(name));
		expect(others.sort()).toEqual(['../../x-care.js', '../x-care.js']);
		expect(files).toContain('dist/x-care.js');
	});

	it('carries the licence of every library it bundles', () => {
		const licences = readFileSync(path.join(folder, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
		for (const name of ['oauth-1.0a', 'twitter-api-v2']) {
			expect(licences).toMatch(new RegExp(`^${name} [\\d.]+ \\([\\w.-]+\\)\n\n[^]{500,}`, 'm'));
		}
	});

	it('has a manual for every node', () => {
		const manuals = readdirSync(path.join(root, 'docs/nodes'));
		for (const file of manifest.n8n.nodes) {
			const name = path.basename(file, '.node.js');
			const kebab = name
				.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-')
				.toLowerCase();
			expect(manuals).toContain(`${kebab}.md`);
		}
		expect(existsSync(path.join(folder, 'README.md'))).toBe(true);
	});
});
