// Builds the page of every practice front that fronts/ leads to. The build lays this folder out: links to kit/
// and to each plugin's practice/web, beside node_modules (core/sandbox/web/CMakeLists.txt).
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const fronts = readdirSync(resolve('fronts'))

export default defineConfig({
  root: resolve('fronts'),
  plugins: [vue()],
  resolve: {
    // What is linked here is at home here: it finds this folder's node_modules.
    preserveSymlinks: true,
    alias: { '@kit': resolve('kit'), '@config': resolve('config') },
  },
  build: {
    outDir: resolve('../share/daifa/sandbox'),
    emptyOutDir: true,
    // One file with the library serves all fronts.
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: fronts.map((front) => resolve('fronts', front, 'index.html')),
      output: { manualChunks: (id) => (id.includes('node_modules') ? 'library' : undefined) },
    },
  },
})
