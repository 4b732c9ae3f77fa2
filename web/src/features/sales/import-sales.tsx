/** Import a file of sales: it is looked at first, and entered once one has seen how it is read. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";

import {
  askToImportSales,
  salesPreview,
  type ChosenFile,
  type EnteredSales,
  type Reading,
  type SalesPreview,
} from "@/api/sales";
import { fileBase64, fileText, isWorkbook } from "@/lib/file-text";
import { formatCount } from "@/lib/money";
import { Button } from "@/ui/actions/button";
import { Dialog } from "@/ui/overlays/dialog";
import { SkeletonRows } from "@/ui/page/state";

import { FileColumns } from "./file-columns";
import { FileOutcome } from "./file-outcome";
import { isReady } from "./file-reading";
import css from "./sales.module.css";

type ImportProps = { busy: boolean; onEntered: (entered: EnteredSales) => void };

/** Bytes that the API takes of a file. */
const MOST = 5_000_000;
const CODE = 3;
const TYPES = ".csv,.tsv,.txt,.xlsx,.xls,.ods,text/csv";

const sales = (count: number) => `${formatCount(count)} ${count === 1 ? "sale" : "sales"}`;

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)}\u00a0MB`;

const tooLarge = ({ name, size }: File): string | null =>
  size > MOST ? `${name} has ${megabytes(size)}, and 5 MB are the most: import it in parts.` : null;

/** A currency that is still being typed is none yet. */
const sent = (reading: Reading): Reading => ({
  ...reading,
  currency: reading.currency?.length === CODE ? reading.currency : "",
});

function Came({ seen, failed }: { seen: SalesPreview | undefined; failed: Error | null }) {
  if (failed) {
    return (
      <p role="alert" className={css.refusal}>
        {failed.message}
      </p>
    );
  }
  return seen ? <FileOutcome seen={seen} /> : <SkeletonRows rows={4} height={52} />;
}

function ImportDialog({
  file,
  onEntered,
  onClose,
}: {
  file: ChosenFile;
  onEntered: ImportProps["onEntered"];
  onClose: () => void;
}) {
  const client = useQueryClient();
  const [reading, setReading] = useState<Reading>({ venue: "", currency: "" });
  const look = useQuery(salesPreview(file, sent(reading)));
  const enter = useMutation({
    mutationFn: () => askToImportSales(file, sent(reading)),
    meta: { quiet: true },
    onSuccess: (entered) => {
      onClose();
      onEntered(entered);
      // Entered is entered: what is drawn of it may take its time.
      void client.invalidateQueries();
    },
  });
  const seen = look.data;
  const failed = look.error ?? enter.error;
  const settled = !failed && !look.isPlaceholderData && !enter.isPending;
  return (
    <Dialog title="Import sales" onClose={onClose}>
      <div className={css.file}>
        {seen && <FileColumns seen={seen} reading={reading} onRead={setReading} />}
        <Came seen={seen} failed={failed} />
        <div className={css.save}>
          <Button
            look="primary"
            disabled={!settled || !isReady(seen)}
            onClick={() => {
              enter.mutate();
            }}
          >
            {enter.isPending ? "Importing…" : `Enter ${sales(seen?.added ?? 0)}`}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

export function ImportSales({ busy, onEntered }: ImportProps) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const take = async (chosen: File) => {
    setFile(null);
    setFailed(tooLarge(chosen));
    if (chosen.size > MOST) return;
    const content = (await isWorkbook(chosen))
      ? { workbook: await fileBase64(chosen) }
      : { csv: await fileText(chosen) };
    setFile({ id: `${chosen.name} ${Date.now().toString()}`, content });
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={TYPES}
        hidden
        aria-label="File of sales"
        onChange={({ target }) => {
          const chosen = target.files?.[0];
          if (chosen) void take(chosen);
          target.value = "";
        }}
      />
      <Button needs="write" icon="plus" disabled={busy} onClick={() => input.current?.click()}>
        Import your sales
      </Button>
      {failed !== null && (
        <p role="alert" className={css.refusal}>
          {failed}
        </p>
      )}
      {file && (
        <ImportDialog
          key={file.id}
          file={file}
          onEntered={onEntered}
          onClose={() => {
            setFile(null);
          }}
        />
      )}
    </>
  );
}
