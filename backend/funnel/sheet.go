package funnel

import (
	"fmt"
	"io"

	"noren/backend/spreadsheet"
)

// Heading names the columns of a sheet.
type Heading struct {
	Day, Trip, Placement, Site, Colour, Size string

	Step func(Step) string
	Loss func(Loss) string
}

// WriteSheet writes a report as CSV for spreadsheets: a line for each day and place, with its steps and with each loss that there was.
// Placements, sites, colours and sizes are written as they stand in the elements of a shop's pages.
func (r Report) WriteSheet(to io.Writer, encoding spreadsheet.Encoding, names Heading) error {
	sheet := spreadsheet.New(to, encoding)
	heading := texts(names.Day, names.Trip, names.Placement, names.Site, names.Colour, names.Size)
	for _, step := range r.Filter.Trip.Steps() {
		heading = append(heading, spreadsheet.Text(names.Step(step)))
	}
	losses := r.Total.Sorted()
	for _, loss := range losses {
		heading = append(heading, spreadsheet.Text(names.Loss(loss)))
	}
	if err := sheet.Write(heading); err != nil {
		return fmt.Errorf("funnel: sheet: %w", err)
	}
	for _, row := range r.Rows {
		p := row.Place
		line := texts(row.Day.String(), string(p.Trip), string(p.Placement), string(p.Site), string(p.Colour), string(p.Size))
		for _, step := range r.Filter.Trip.Steps() {
			line = append(line, spreadsheet.Number(row.Steps[step]))
		}
		for _, loss := range losses {
			line = append(line, spreadsheet.Number(row.Losses[loss]))
		}
		if err := sheet.Write(line); err != nil {
			return fmt.Errorf("funnel: sheet: %w", err)
		}
	}
	if err := sheet.End(); err != nil {
		return fmt.Errorf("funnel: sheet: %w", err)
	}
	return nil
}

func texts(all ...string) []spreadsheet.Cell {
	cells := make([]spreadsheet.Cell, 0, len(all))
	for _, text := range all {
		cells = append(cells, spreadsheet.Text(text))
	}
	return cells
}
