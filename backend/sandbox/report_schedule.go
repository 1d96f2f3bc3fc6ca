package sandbox

import (
	"reflect"
	"slices"
	"strconv"
	"time"
)

// frequencies are how often a schedule may make its report: periods of ISO 8601 in days (protocol 3.8).
var frequencies = map[string]int{"P1D": 1, "P2D": 2, "P3D": 3, "P7D": 7, "P14D": 14, "P15D": 15, "P18D": 18, "P30D": 30}

// reportSchedule makes a report again and again, each about the time since the one before.
type reportSchedule struct {
	owner
	id        string
	order     int
	kind      string
	frequency string
	next      time.Time
}

// plan makes the appointment for the next report of a schedule, until it is cancelled.
func (s *Sandbox) plan(x *reportSchedule) {
	s.at(x.next, func() {
		x, ok := s.schedules[x.id]
		if !ok {
			return
		}
		days := frequencies[x.frequency]
		s.startReport(x.owner, x.kind, x.next.AddDate(0, 0, -days), x.next)
		x.next = x.next.AddDate(0, 0, days)
		s.plan(x)
	})
}

// reportScheduleAnswer has the keys of protocol 3.8 in its order.
type reportScheduleAnswer struct {
	ReportScheduleID       string `json:"reportScheduleId"`
	ReportType             string `json:"reportType"`
	ScheduleFrequency      string `json:"scheduleFrequency"`
	NextReportCreationTime stamp  `json:"nextReportCreationTime"`
}

func (x *reportSchedule) answer() reportScheduleAnswer {
	return reportScheduleAnswer{
		ReportScheduleID: x.id, ReportType: x.kind, ScheduleFrequency: x.frequency, NextReportCreationTime: stamp(x.next),
	}
}

type reportSchedulesAnswer struct {
	ReportSchedules []reportScheduleAnswer `json:"reportSchedules"`
}

// getReportSchedules is GET /report-schedules.
func (c *call) getReportSchedules() (int, any, *Error) {
	q, wrong := c.listQuery("reportTypes")
	if wrong != nil {
		return 0, nil, wrong
	}
	kinds, wrong := q.words("reportTypes", reportTypes)
	if wrong != nil {
		return 0, nil, wrong
	}
	answer := reportSchedulesAnswer{ReportSchedules: []reportScheduleAnswer{}}
	for _, x := range inOrder(c.schedules, func(x *reportSchedule) int { return x.order }) {
		if x.owner == c.owner && (kinds == nil || slices.Contains(kinds, x.kind)) {
			answer.ReportSchedules = append(answer.ReportSchedules, x.answer())
		}
	}
	return 200, answer, nil
}

func (c *call) schedule() (*reportSchedule, *Error) {
	x, ok := c.schedules[c.id]
	if !ok || x.owner != c.owner {
		return nil, c.notFound(c.id)
	}
	return x, nil
}

// getReportSchedule is GET /report-schedules/{id}.
func (c *call) getReportSchedule() (int, any, *Error) {
	x, wrong := c.schedule()
	if wrong != nil {
		return 0, nil, wrong
	}
	return 200, x.answer(), nil
}

type reportScheduleRequest struct {
	ReportType             *string `json:"reportType"`
	ScheduleFrequency      *string `json:"scheduleFrequency"`
	NextReportCreationTime *string `json:"nextReportCreationTime"`
}

type reportScheduleCreated struct {
	ReportScheduleID string `json:"reportScheduleId"`
}

// createReportSchedule is POST /report-schedules. Without a time the first report comes after one period.
func (c *call) createReportSchedule() (int, any, *Error) {
	var request reportScheduleRequest
	if wrong := decode(c.body, &request, reflect.TypeFor[reportScheduleRequest]()); wrong != nil {
		return 0, nil, wrong
	}
	if wrong := c.mayReport(request.ReportType); wrong != nil {
		return 0, nil, wrong
	}
	if request.ScheduleFrequency == nil {
		return 0, nil, missing("scheduleFrequency")
	}
	days, ok := frequencies[*request.ScheduleFrequency]
	if !ok {
		return 0, nil, invalid("scheduleFrequency")
	}
	next := c.now().AddDate(0, 0, days)
	if request.NextReportCreationTime != nil {
		var wrong *Error
		if next, wrong = parseTime("nextReportCreationTime", *request.NextReportCreationTime); wrong != nil {
			return 0, nil, wrong
		}
		if next.Before(c.now()) {
			return 0, nil, invalid("nextReportCreationTime")
		}
	}
	order := c.nextOrder()
	x := &reportSchedule{
		owner: c.owner, id: strconv.Itoa(50_000_000 + order), order: order, kind: *request.ReportType,
		frequency: *request.ScheduleFrequency, next: next,
	}
	c.schedules[x.id] = x
	c.plan(x)
	return 201, reportScheduleCreated{ReportScheduleID: x.id}, nil
}

// cancelReportSchedule is DELETE /report-schedules/{id}. Reports that are made stay.
func (c *call) cancelReportSchedule() (int, any, *Error) {
	x, wrong := c.schedule()
	if wrong != nil {
		return 0, nil, wrong
	}
	delete(c.schedules, x.id)
	return 200, x.answer(), nil
}
