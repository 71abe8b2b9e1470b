// npm datapackage: descriptor, foreign keys and typed rows of the unfolded package.
const {Package} = require(process.env.CLIENT_MODULES + '/datapackage')

// Days come as moments of Date, at midnight UTC.
function text(value) {
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return value === null || value === undefined ? '' : String(value)
}

async function main() {
  const package_ = await Package.load(process.argv[3] + '/datapackage.json', {strict: true})
  const tables = {}
  for (const resource of package_.resources) {
    if (!resource.tabular) continue
    await resource.checkRelations()
    const rows = await resource.read()
    tables[resource.name] = [resource.schema.fieldNames, ...rows].map(row =>
      row.map(text))
  }
  console.log(JSON.stringify({tables}))
}

main().catch(error => {
  console.error(error.message, error.errors || '')
  process.exit(1)
})
