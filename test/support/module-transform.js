/** Turns ES modules inside n8n-nodes-base's dependencies into what jest can load. */
const esbuild = require('esbuild');

module.exports = {
	process: (code, filename) => {
		const options = { format: 'cjs', target: 'node20', sourcefile: filename };
		return { code: esbuild.transformSync(code, options).code };
	},
};
