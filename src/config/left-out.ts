/** Files that hold no queries of the program that runs in production, by why; globs below the folder that an include names. */
export const LEFT_OUT = [
  {
    what: "Packages and others' code",
    globs: ['**/{node_modules,bower_components,vendor,third_party,site-packages,venv,.venv}/**'],
  },
  { what: 'What a build makes', globs: ['**/{dist,build,target,out,coverage,.next,.nuxt}/**'] },
  {
    what: 'Generated code',
    globs: [
      '**/{generated,__generated__}/**',
      '**/*.{min,bundle,generated,gen}.{js,mjs,cjs,ts,go,cs,java,kt,py,rb,php,rs}',
      '**/*.d.{ts,mts,cts}',
      '**/*{.sql.go,.pb.go,_pb2.py,.g.cs,.Designer.cs}',
    ],
  },
  {
    what: 'Tests and their data',
    globs: [
      '**/{test,tests,__tests__,spec,specs,e2e,testdata,fixtures,__fixtures__,__mocks__,*.Tests,*.Test}/**',
      '**/*.{test,spec,stories}.*',
      '**/*{_test.go,_test.py,_test.rb,_spec.rb}',
      '**/{test_*,conftest}.py',
      '**/*{Test,Tests,IT}.{java,kt,php,cs}',
    ],
  },
  {
    what: 'Migrations and seeds',
    globs: [
      '**/{migrations,alembic,seeds,seeders}/**',
      '**/db/{migrate,migration}/**',
      '**/{seed,seeds}.*',
      '**/db/schema.rb',
    ],
  },
] as const;
