/**
 * Build: types check, then one bundle of all nodes and credentials with a file of one line for each, then icons, codex files
 * and the licences of what was bundled. One, because the nodes share most of their code: apart they were three times the size.
 *
 * Libraries are bundled because the package ships without runtime dependencies (docs/decisions/0002-bundled-libraries.md).
 * n8n-workflow and luxon stay external: n8n provides both.
 */
const { execFileSync } = require('node:child_process');
const {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} = require('node:fs');
const path = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const esbuild = require('esbuild');

const external = ['n8n-workflow', 'luxon'];

/** Packages whose rules were written anew here: their licence asks to be named. */
const portedFrom = ['node_modules/twitter-text/'];

/** Parts of twitter-api-v2 that would open sockets or start timers; every request goes through n8n's HTTP helper. */
const withoutNetwork = {
	name: 'without-network',
	setup(build) {
		const refuse = (what) =>
			`export default class { constructor() { throw new Error('${what}'); } }`;
		build.onLoad({ filter: /client-mixins[\\/]request-handler\.helper\.js$/ }, () => ({
			contents: refuse('Requests go through the transport plugin'),
		}));
		build.onLoad({ filter: /stream[\\/]TweetStream\.js$/ }, () => ({
			contents: refuse('Streams are not part of this package'),
		}));
	},
};

const entries = () => {
	const { n8n } = JSON.parse(readFileSync('package.json', 'utf8'));
	return [...n8n.nodes, ...n8n.credentials].map((file) =>
		file.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
	);
};

/** n8n looks for a class with the name of the file. */
const toClass = (file) => path.basename(file).split('.')[0];

async function clean() {
	rmSync('dist', { recursive: true, force: true });
}

async function types() {
	execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json'], {
		stdio: 'inherit',
	});
}

async function bundle() {
	const missing = entries().filter((file) => !existsSync(file));
	if (missing.length > 0)
		throw new Error(`package.json declares what is not there: ${missing.join(', ')}`);
	const { metafile } = await esbuild.build({
		stdin: {
			contents: entries()
				.map((file) => `export { ${toClass(file)} } from './${file}';`)
				.join('\n'),
			resolveDir: __dirname,
			loader: 'ts',
		},
		outfile: 'dist/x-care.js',
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		mainFields: ['module', 'main'],
		external,
		drop: ['console'],
		// Timers are banned in n8n Cloud packages; the library's own are replaced by n8n's sleep.
		define: { setTimeout: 'startTimer', clearTimeout: 'stopTimer' },
		inject: [path.resolve('scripts/timers.js')],
		plugins: [withoutNetwork],
		legalComments: 'none',
		// Names stay: n8n's log and reviewers see them. The package is downloaded by every n8n.
		minifyWhitespace: true,
		metafile: true,
		logLevel: 'warning',
	});
	for (const file of entries()) {
		const target = path.join('dist', file.replace(/\.ts$/, '.js'));
		const bundlePath = path.posix.relative(path.posix.dirname(file), 'x-care.js');
		mkdirSync(path.dirname(target), { recursive: true });
		writeFileSync(
			target,
			`'use strict';\nexports.${toClass(file)} = require('${bundlePath}').${toClass(file)};\n`,
		);
	}
	writeFileSync(
		'dist/THIRD-PARTY-LICENSES.txt',
		toLicences([...Object.keys(metafile.inputs), ...portedFrom]),
	);
}

/** The licences of the packages that went into the bundles; one without a licence file stops the build. */
function toLicences(inputs) {
	const folders = inputs.map((file) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
	return [...new Set(folders.filter(Boolean))]
		.sort()
		.map((folder) => {
			const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
			const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
			if (!file) throw new Error(`${name} is bundled but has no licence file`);
			return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
		})
		.join(`\n${'-'.repeat(80)}\n\n`);
}

function besides() {
	return src(['nodes/**/*.{svg,node.json}', 'icons/*.svg'], { base: '.', encoding: false }).pipe(
		dest('dist'),
	);
}

exports.types = types;
exports.bundle = series(clean, parallel(bundle, besides));
exports.build = series(types, exports.bundle);
exports.default = exports.build;
